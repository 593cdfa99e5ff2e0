using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A node of a workflow and what is known of its class.</summary>
/// <param name="node">The node.</param>
/// <param name="declaration">Its class; null when no catalog has it.</param>
/// <param name="isBuiltIn">Whether its class is known from the built-in catalog only.</param>
internal sealed class CheckedNode(WorkflowNode node, NodeDeclaration? declaration, bool isBuiltIn)
{
    private readonly Lazy<DynamicInputs>? _dynamic = declaration is { IsDynamic: true, Class.Inputs: var inputs }
        ? new Lazy<DynamicInputs>(() => new DynamicInputs(inputs, input => TextOf(node, input)))
        : null;

    private ImmutableArray<LinkInput> _links;
    private ImmutableArray<LiteralInput> _literals;

    public WorkflowNode Node => node;

    public string ClassType => node.ClassType;

    public NodeDeclaration? Declaration => declaration;

    public bool IsBuiltIn => isBuiltIn;

    /// <summary>Whether the server runs it for its own sake; a node of an unknown class may be such a one.</summary>
    public bool MayBeOutput => declaration is null || declaration.Class.IsOutput;

    /// <summary>Its inputs that are links. Many rules ask for them, so they are found once.</summary>
    public ImmutableArray<LinkInput> Links => _links.IsDefault ? _links = ImmutableArray.CreateRange(FindLinks()) : _links;

    /// <summary>Its inputs that are literals and declared by its class; placeholders that a template engine fills are no values yet.</summary>
    public ImmutableArray<LiteralInput> Literals => _literals.IsDefault ? _literals = ImmutableArray.CreateRange(FindLiterals()) : _literals;

    /// <summary>The inputs that it may have: of dynamic combos those of the selected cases, of growing groups the members.</summary>
    public IEnumerable<InputSpec> Inputs => _dynamic?.Value.All ?? declaration?.Class.Inputs ?? Enumerable.Empty<InputSpec>();

    /// <summary>What is declared of an input as long as the node selects the cases that it does; null when nothing is.</summary>
    public InputSpec? SpecOf(string input) => _dynamic is null ? declaration?.FindInput(input) : _dynamic.Value.Find(input);

    /// <summary>The case that has an input which the node has not, because it selects another; null when none has it.</summary>
    public OtherCase? OtherCaseOf(string input) => _dynamic?.Value.FindOther(input);

    private IEnumerable<LinkInput> FindLinks()
    {
        foreach (WorkflowInput input in node.Inputs)
        {
            if (input.Value is LinkValue link)
                yield return new LinkInput(this, input, link, SpecOf(input.Name));
        }
    }

    private IEnumerable<LiteralInput> FindLiterals()
    {
        foreach (WorkflowInput input in node.Inputs)
        {
            if (input.Value is not LiteralValue literal || SpecOf(input.Name) is not { } spec)
                continue;

            // The server compares the key of a dynamic combo as it stands, before it takes values out of their wrappers.
            JsonNode? wrapped = spec.Cases.Count > 0 ? null : Wrapped(literal);
            if (!Placeholder.Is(wrapped ?? literal.Literal))
                yield return new LiteralInput(this, spec, input.Name, wrapped ?? literal.Literal, wrapped is not null);
        }
    }

    private static string? TextOf(WorkflowNode node, string input)
    {
        foreach (WorkflowInput given in node.Inputs)
        {
            if (given.Name == input && given.Value is LiteralValue literal)
                return (literal.Literal as JsonString)?.Unescape();
        }

        return null;
    }

    /// <summary>The server takes the value out of an object with __value__.</summary>
    private static JsonNode? Wrapped(LiteralValue literal) => (literal.Literal as JsonObject)?.Find("__value__");
}
