using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Json;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A node of a workflow and what is known of its class.</summary>
/// <param name="node">The node.</param>
/// <param name="declaration">Its class; null when no catalog has it.</param>
/// <param name="isBuiltIn">Whether its class is known from the built-in catalog only.</param>
internal sealed class CheckedNode(WorkflowNode node, NodeDeclaration? declaration, bool isBuiltIn)
{
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

    /// <summary>What is declared of an input, as such or as a member of a growing group.</summary>
    public InputSpec? SpecOf(string input) => declaration?.FindInput(input) ?? declaration?.GroupOf(input)?.Template;

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

            // The server takes the value out of an object with __value__.
            JsonNode? wrapped = (literal.Literal as JsonObject)?.Find("__value__");
            if (!Placeholder.Is(wrapped ?? literal.Literal))
                yield return new LiteralInput(this, spec, input.Name, wrapped ?? literal.Literal, wrapped is not null);
        }
    }
}
