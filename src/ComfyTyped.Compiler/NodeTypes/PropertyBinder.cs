using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>Turns the inputs and outputs of one node class into C# properties.</summary>
internal sealed class PropertyBinder(
    NodeClass node, string typeName, MarkerNames markers, UnionNames unions, ChoiceNames choices, ComboTypes combos)
{
    private const string Runtime = "global::ComfyTyped.";

    private static readonly string[] ReservedNames =
    [
        "Id", "ClassType", "Title", "PropertyName", "Workflow", "WriteTo", "Get", "Set", "GetInOut", "GetList", "GetScope", "SetScope", "Attach", "EncodedId", "Schema",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
        "Inputs", "Outputs", "Remove", "Bypass", "Validate", "Consumers",
    ];

    public NodeType Bind(string nodesNamespace)
    {
        string baseType = node.IsOutput ? $"{Runtime}OutputNode<{OutputKinds.Of(node.ClassType)}>" : Runtime + "ComfyNode";
        var inputNames = new NameScope(ReservedNames.Append(typeName), suffix: "Input");
        InputProperty[] inputs = node.Inputs.Where(HoldsSomething).Select(input => BindInput(input, inputNames)).ToArray();
        var outputNames = new NameScope(ReservedNames.Append(typeName).Concat(inputs.Select(input => input.Name)), suffix: "Output");
        OutputProperty[] outputs = node.Outputs
            .Where(output => !inputs.Any(input => input.OutputSlot == output.Slot))
            .Select(output => BindOutput(output, outputNames)).ToArray();
        return new NodeType(nodesNamespace, typeName, baseType, node, inputs.ToEquatableArray(), outputs.ToEquatableArray());
    }

    private InputProperty BindInput(InputSpec input, NameScope names)
    {
        string name = names.Claim(CSharpName.FromWireName(input.Name, "Input"));
        if (input.Cases.Count > 0 || input.Growth is not null)
            return BindMember(input, name);
        int slot = input.Kind == InputKind.Socket && markers.Of(input.Type) is not null ? SlotOfSameName(name, input.Type) : -1;
        return new InputProperty(name, slot < 0 ? TypeOf(input) : $"{Runtime}InOut<{markers.Of(input.Type)}>", input, slot, ChoiceOf(input));
    }

    /// <summary>An input of a name, whatever the outputs of the node are.</summary>
    public InputProperty BindMember(InputSpec input, string name) =>
        input.Cases.Count > 0 ? new InputProperty(name, combos.Of(node, input, this).FullName, input, -1, null)
        : input.Growth is null ? new InputProperty(name, TypeOf(input), input, -1, ChoiceOf(input))
        : new InputProperty(name, $"{Runtime}InputList<{TypeOf(input)}>", input, -1, ChoiceOf(input)) { ElementType = TypeOf(input) };

    /// <summary>False for a growing group of which the catalog does not say what its members are called.</summary>
    public static bool HoldsSomething(InputSpec input) => input.Growth is not { Names.Count: 0 };

    /// <summary>An input that takes anything.</summary>
    public static InputProperty BindAnything(string wireName, string name, bool isRequired) =>
        new(name, Runtime + "AnyInput", InputSpecFactory.Anything(wireName) with { IsRequired = isRequired }, -1, null);

    private OutputProperty BindOutput(OutputSpec output, NameScope names)
    {
        string name = names.Claim(NameOf(output));
        string type = markers.Of(output.Type) is { } marker ? $"{Runtime}Output<{marker}>" : Runtime + "WildcardOutput";
        return new OutputProperty(name, type, output);
    }

    private int SlotOfSameName(string property, string type)
    {
        foreach (OutputSpec output in node.Outputs)
        {
            if (output.Type == type && NameOf(output) == property)
                return output.Slot;
        }
        return -1;
    }

    // What only files show has no name; its type may be found out or lost as files change, so the slot names it.
    private string NameOf(OutputSpec output) => output.Name is not null ? CSharpName.FromWireName(output.Name, "Output")
        : node.IsKnown && output.Type != "*" ? CSharpName.FromWireName(output.Type, "Output")
        : "Output" + output.Slot;

    private string? ChoiceOf(InputSpec input) =>
        input.Kind is InputKind.Choice or InputKind.Choices or InputKind.File && input.HasTextOptions ? choices.Of(node, input).FullName : null;

    private string TypeOf(InputSpec input)
    {
        string type = input.AllowedTypes ?? input.Type;
        bool isUnion = input.Kind is InputKind.Socket or InputKind.Any;
        return isUnion && unions.Find(type) is { } union ? union.FullName
            : input.Kind == InputKind.Socket && markers.Of(type) is { } marker ? $"{Runtime}Input<{marker}>"
            : Runtime + LiteralTypeOf(input);
    }

    private string LiteralTypeOf(InputSpec input) => input.Kind switch
    {
        InputKind.Int => "IntInput",
        InputKind.Float => "FloatInput",
        InputKind.Number => "NumberInput",
        InputKind.String => "StringInput",
        InputKind.Boolean => "BoolInput",
        InputKind.File => ChoiceOf(input) is { } files ? $"FileInput<{files}>" : "FileInput",
        InputKind.Choices when ChoiceOf(input) is { } choice => $"ChoicesInput<{choice}>",
        InputKind.Choice => ChoiceOf(input) is { } choice ? $"ChoiceInput<{choice}>" : OptionKinds.InputOf(input.Options),
        _ => "AnyInput",
    };
}
