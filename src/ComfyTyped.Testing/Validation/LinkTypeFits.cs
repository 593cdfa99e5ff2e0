using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>The type that the linked slot puts out is one that the input takes.</summary>
/// <exception cref="PythonException">The link points at a node or a slot that does not exist.</exception>
internal sealed class LinkTypeFits : InputRule
{
    public override ValidationError? Check(InputUnderTest input)
    {
        JsonElement received = ReceivedType(input);
        JsonElement wanted = input.Spec.TypeElement;
        if (TypeCompatibility.Fits(received, wanted))
            return null;
        string details = $"{input.Spec.Name}, received_type({PythonText.Str(received)}) mismatch input_type({PythonText.Str(wanted)})";
        var extraInfo = new JsonObject
        {
            ["input_name"] = input.Spec.Name,
            ["input_config"] = ValidationError.Node(input.Config),
            ["received_type"] = ValidationError.Node(received),
            ["linked_node"] = ValidationError.Node(input.Value),
        };
        return new ValidationError("return_type_mismatch", "Return type mismatch between linked nodes", details, extraInfo);
    }

    private static JsonElement ReceivedType(InputUnderTest input)
    {
        JsonElement id = input.Value[0];
        PromptNode origin = (id.ValueKind == JsonValueKind.String ? input.Graph.Find(id.GetString()!) : null)
            ?? throw PythonException.KeyError(PythonText.Repr(id));
        IReadOnlyList<OutputSpec> outputs = input.Registry.Find(origin.ClassType)!.Definition.Outputs;
        JsonElement slot = input.Value[1];
        if (slot.ValueKind != JsonValueKind.Number || !PythonValue.IsIntegerToken(slot))
            throw new PythonException("TypeError", $"tuple indices must be integers or slices, not {PythonValue.TypeName(slot)}");
        // A negative index counts from the end, in Python and therefore in a link.
        var index = PythonValue.ToInteger(slot);
        if (index < 0)
            index += outputs.Count;
        return index >= 0 && index < outputs.Count
            ? outputs[(int)index].Type
            : throw new PythonException("IndexError", "tuple index out of range");
    }
}
