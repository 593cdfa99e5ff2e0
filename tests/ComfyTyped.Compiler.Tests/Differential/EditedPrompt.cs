using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>Applies edits to a prompt.</summary>
/// <param name="prompt">The prompt, which is changed.</param>
/// <param name="catalog">What a server answers to <c>/object_info</c>.</param>
internal sealed class EditedPrompt(JsonObject prompt, JsonObject catalog)
{
    /// <summary>Values at the edges of what Python's <c>int()</c>, <c>float()</c>, <c>==</c> and <c>isinstance</c> take.</summary>
    private static readonly string[] Values =
    [
        "0", "1", "2", "-1", "1.0", "1.9", "-0.5", "0.5", "1e3", "1e20", "-1e400", "1e400", "18446744073709551615", "18446744073709551616", "-9223372036854775809",
        "\"7\"", "\" 8 \"", "\"1_0\"", "\"+3\"", "\"1.0\"", "\"1e3\"", "\".5\"", "\"inf\"", "\"-Infinity\"", "\"0x10\"", "\"abc\"", "\"\"", "\"false\"", "\"１\"",
        "null", "true", "false", "{}", "{\"a\": 1}", "{\"__value__\": 5}", "{\"__value__\": \"abc\"}", "{\"__value__\": [\"a\", 1]}", "{\"__value__\": null}",
    ];

    private static readonly string[] Arrays =
    [
        "[]", "[\"1\"]", "[\"1\", 0, 1]", "[\"1\", \"0\"]", "[1, 0]", "[[\"1\", 0]]", "[null, 0]", "[\"1\", 0.5]", "[\"1\", 1.0]",
    ];

    public static string Apply(JsonObject prompt, JsonObject catalog, IEnumerable<PromptEdit> edits)
    {
        var edited = new EditedPrompt(prompt.DeepClone().AsObject(), catalog);
        foreach (PromptEdit edit in edits)
            edited.Apply(edit);
        return edited.Text;
    }

    private string Text => prompt.ToJsonString();

    private void Apply(PromptEdit edit)
    {
        if (prompt.Count == 0)
            return;
        (string id, JsonObject node) = At(edit.Node);
        JsonObject? inputs = node["inputs"] as JsonObject;
        string? input = inputs is { Count: > 0 } ? inputs.GetAt(edit.Input % inputs.Count).Key : null;
        switch (edit.Kind)
        {
            case EditKind.RemoveNode:
                prompt.Remove(id);
                break;
            case EditKind.RemoveInputs:
                node.Remove("inputs");
                break;
            case EditKind.ChangeClass:
                node["class_type"] = edit.Pick % 4 == 0 ? "NoSuchClass" : catalog.GetAt(edit.Pick % catalog.Count).Key;
                break;
            case EditKind.AddLiteral when inputs is not null:
                inputs["nobody declares this"] = JsonNode.Parse(Values[edit.Pick % Values.Length]);
                break;
            case EditKind.AddLink when inputs is not null:
                inputs["nobody declares this link"] = Link(Standalone(), 0);
                break;
            case EditKind.AddMember when inputs is not null:
                AddMember(inputs, ClassOf(node), edit.Input, edit.Pick);
                break;
            case var kind when input is not null:
                Change(kind, inputs!, input, ClassOf(node), edit.Pick);
                break;
        }
    }

    private void Change(EditKind kind, JsonObject inputs, string input, string classType, int pick)
    {
        switch (kind)
        {
            case EditKind.SetValue:
                inputs[input] = Value(pick, takesAll: Declared(classType, input)?.Spec[0]?.ToJsonString() is "\"*\"" or "\"CURVE\"");
                break;
            case EditKind.SetNumberAtBound when Bound(classType, input, pick) is { } number:
                inputs[input] = number;
                break;
            case EditKind.Misspell when inputs[input] is JsonValue value && value.TryGetValue(out string? text):
                inputs[input] = pick % 2 == 0 ? text + "x" : text.ToUpperInvariant();
                break;
            case EditKind.RemoveInput:
                inputs.Remove(input);
                break;
            case EditKind.LinkToMissingNode:
                inputs[input] = Link("no such node", pick % 2);
                break;
            case EditKind.ChangeSlot when inputs[input] is JsonArray { Count: 2 } link:
                link[1] = pick % 6;
                break;
            case EditKind.Rewire:
                inputs[input] = Link(At(pick).Id, pick % 3);
                break;
            case EditKind.SelectCase when Declared(classType, input)?.Keys is { } keys:
                inputs[input] = keys[pick % keys.Length];
                break;
            case EditKind.Wrap when inputs[input] is JsonValue value:
                inputs[input] = new JsonObject { ["__value__"] = value.DeepClone() };
                break;
        }
    }

    /// <summary>A member of a growing group, or of one that could hold more: with a link or with a number.</summary>
    private void AddMember(JsonObject inputs, string classType, int member, int pick)
    {
        CatalogInput[] members = [.. CatalogInput.Of(catalog[classType]).Where(input => input.IsMember)];
        if (members.Length == 0)
            return;
        string name = members[member % members.Length].Name;
        inputs[pick % 5 == 0 ? name.TrimEnd('0', '1', '2', '3') + "9" : name] = pick % 3 == 0 ? pick % 8 : Link(At(pick).Id, pick % 2);
    }

    private (string Id, JsonObject Node) At(int index)
    {
        (string id, JsonNode? node) = prompt.GetAt(index % prompt.Count);
        return (id, node!.AsObject());
    }

    private string Standalone()
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"standalone {prompt.Count}");
        prompt[id] = JsonNode.Parse("""{ "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 0 } }""");
        return id;
    }

    /// <summary>The declared minimum or maximum, or its neighbour beyond.</summary>
    private JsonNode? Bound(string classType, string input, int pick)
    {
        if (Declared(classType, input)?.Spec is not { Count: 2 } spec)
            return null;
        if (spec[1]![pick % 2 == 0 ? "min" : "max"] is not { } bound)
            return null;
        int step = pick % 4 < 2 ? 0 : pick % 2 == 0 ? -1 : 1;
        string token = bound.ToJsonString();
        return JsonNode.Parse(BigInteger.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger integer)
            ? (integer + step).ToString(CultureInfo.InvariantCulture)
            : (double.Parse(token, CultureInfo.InvariantCulture) + (step * 0.25)).ToString("R", CultureInfo.InvariantCulture));
    }

    private static string ClassOf(JsonObject node) => (string)node["class_type"]!;

    // An array is a good value of these inputs, and it is wrapped before it is sent.
    private static JsonNode? Value(int pick, bool takesAll)
    {
        int index = pick % (Values.Length + Arrays.Length);
        return JsonNode.Parse(index < Values.Length ? Values[index] : takesAll ? $"{{ \"__value__\": {Arrays[index - Values.Length]} }}" : Arrays[index - Values.Length]);
    }

    private CatalogInput? Declared(string classType, string input) => CatalogInput.Of(catalog[classType]).FirstOrDefault(declared => declared.Name == input);

    private static JsonArray Link(string id, int slot) => new(id, slot);
}
