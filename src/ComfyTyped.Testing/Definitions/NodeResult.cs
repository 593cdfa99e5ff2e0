using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing;

/// <summary>What a node puts out: one value per output slot, and what it shows to the user.</summary>
public sealed class NodeResult
{
    private NodeResult(IReadOnlyList<object?> outputs, JsonElement? ui)
    {
        Outputs = outputs;
        Ui = ui;
    }

    /// <summary>A result without values, for an output node.</summary>
    public static NodeResult None { get; } = new([], ui: null);

    /// <summary>One value per output slot. The next node gets exactly this object.</summary>
    public IReadOnlyList<object?> Outputs { get; }

    /// <summary>
    /// What the server sends as <c>output</c> of the <c>executed</c> event and stores in the history: an object whose values are
    /// arrays. <c>null</c>: nothing is sent.
    /// </summary>
    public JsonElement? Ui { get; }

    /// <summary>A result with one output value.</summary>
    /// <param name="output">The value of the only slot. A batch of pictures is one value.</param>
    /// <returns>The result.</returns>
    public static NodeResult Of(object? output) => new([output], ui: null);

    /// <summary>A result with several output values.</summary>
    /// <param name="first">The value of the first slot.</param>
    /// <param name="second">The value of the second slot.</param>
    /// <param name="others">The values of the slots that follow.</param>
    /// <returns>The result.</returns>
    public static NodeResult Of(object? first, object? second, params object?[] others) => new([first, second, .. others], ui: null);

    internal static NodeResult OfAll(IEnumerable<object?> outputs) => new([.. outputs], ui: null);

    /// <summary>The same result, and this shown to the user.</summary>
    /// <param name="key">What it is: <c>images</c>, <c>text</c>, <c>audio</c>, or a word of your own.</param>
    /// <param name="items">The items. ComfyUI shows nothing that is not a list.</param>
    /// <returns>A new result.</returns>
    public NodeResult Show(string key, params JsonNode?[] items)
    {
        JsonObject ui = Ui is { } known ? JsonObject.Create(known)! : [];
        ui[key] = new JsonArray(items);
        return new NodeResult(Outputs, JsonSerializer.SerializeToElement(ui));
    }
}
