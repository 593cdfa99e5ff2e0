using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Core;
using ComfyTyped.Primitives;

namespace ComfyTyped;

/// <summary>A node of a <see cref="DynamicWorkflow"/>: its inputs have names instead of properties.</summary>
public sealed class DynamicNode : OutputNode<AnyOutput>
{
    internal DynamicNode(NodeSchema schema)
        : base(schema)
    {
    }

    /// <summary>
    /// Gets the wire names of its inputs: those that the file shows, or all that the class has when <see cref="ComfyClient.DescribeAsync"/> made the workflow.
    /// </summary>
    public IReadOnlyList<string> Inputs => [.. Schema.Inputs.Select(input => input.Name)];

    /// <summary>Gets or sets an input: <c>node["seed"] = Seed.Random</c>, <c>node["model"] = lora.Output(0)</c>; <see langword="default"/> leaves it out of the prompt.</summary>
    /// <param name="input">Its wire name, one of <see cref="Inputs"/>.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="KeyNotFoundException">The node has no such input.</exception>
    public AnyInput this[string input]
    {
        get => InputConversion.ToAny(ValueOf(Existing(input)));
        set => SetValue(Existing(input), InputConversion.ValueOf(value));
    }

    /// <summary>Gives an output to link an input to.</summary>
    /// <param name="slot">Its slot, from 0.</param>
    /// <returns>The output.</returns>
    public WildcardOutput Output(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        return new WildcardOutput(this, slot);
    }

    /// <summary>What a file tells of the class of a node: the inputs that it shows.</summary>
    internal static NodeSchema SchemaOf(NodeTemplate node) => new(
        ClassTypeOf(node),
        [.. node.Inputs.Select(input => new InputSchema(input.Name, input.Name) { IsSeed = input.Name is "seed" or "noise_seed" && input.AsInteger() is not null })]);

    internal static string ClassTypeOf(NodeTemplate node)
    {
        foreach (NodeMember member in node.Members)
        {
            var reader = new Utf8JsonReader(member.Utf8, new JsonReaderOptions { MaxDepth = WorkflowTemplate.MaxDepth });
            if (member.EncodedName.Value == "class_type" && reader.Read() && reader.TokenType == JsonTokenType.String)
                return reader.ReadText()!;
        }
        return "";
    }

    private string Existing(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Schema.IndexOf(input) >= 0
            ? input
            : throw new KeyNotFoundException($"{NodeNaming.Describe(this)} has no input '{input}'{Nearest.Hint(input, Inputs)}");
    }
}
