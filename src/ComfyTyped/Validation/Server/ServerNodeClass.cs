using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Primitives;

namespace ComfyTyped.Validation;

/// <summary>A node class as a server declares it.</summary>
/// <param name="declaration">Its entry in <c>object_info</c>.</param>
/// <param name="version">The version of the server; null when it is not known.</param>
internal sealed class ServerNodeClass(JsonElement declaration, string? version)
{
    private const string Combo = "COMBO";

    /// <summary>Puts a node beside the class. Which inputs the class has depends on what the node holds, where a choice brings inputs of its own.</summary>
    public CheckedNode Judge(ComfyNode node)
    {
        IReadOnlyDictionary<string, InputValue> held = node.HeldInputs();
        var inputs = new InputExpansion(node, held, version);
        inputs.AddSection(declaration.Member("input").Member("required"), "", isRequired: true);
        inputs.AddSection(declaration.Member("input").Member("optional"), "", isRequired: false);
        inputs.AddUnknown(declaration.Member("input").Member("hidden"));
        InputSchema[] schemas = [.. inputs.Schemas];
        var schema = new NodeSchema(node.ClassType, schemas)
        {
            IsKnown = true,
            IsOutput = declaration.Member("output_node").ValueKind == JsonValueKind.True,
            Outputs = [.. declaration.Member("output").Items().Select(OutputType)],
        };
        return new CheckedNode(node, schema, Array.ConvertAll(schemas, input => held.GetValueOrDefault(input.Name)));
    }

    /// <summary>A node of a class that nothing is known of: only where its links lead.</summary>
    public static CheckedNode WithoutClass(ComfyNode node)
    {
        KeyValuePair<string, InputValue>[] held = [.. node.HeldInputs()];
        InputSchema[] schemas = Array.ConvertAll(held, input => new InputSchema(input.Key, InputExpansion.PropertyOf(node, input.Key)));
        return new CheckedNode(node, new NodeSchema(node.ClassType, schemas), Array.ConvertAll(held, input => input.Value));
    }

    private static string OutputType(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? Combo
        : type.AsText()?.Trim() is { } name && !InputDeclaration.IsOpen(name) ? name
        : LinkTypes.Any;
}
