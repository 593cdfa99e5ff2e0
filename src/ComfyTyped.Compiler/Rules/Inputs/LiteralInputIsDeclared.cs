using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A literal that the class does not declare is ignored by the server.</summary>
internal sealed class LiteralInputIsDeclared() : NodeRule(RuleDescriptors.UnknownInput)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration) =>
        UndeclaredInputs.Of(node, declaration)
            .Where(input => input.Value is LiteralValue literal && SaysSomething(input.Name, literal.Literal))
            .Select(input => node.OtherCaseOf(input.Name) is { } other ? Report(node, input, other) : Report(node, input, Nearest.Of(input.Name, Free(node))));

    private Finding Report(CheckedNode node, WorkflowInput input, OtherCase other) =>
        Report(input.NameSpan, node.ClassType, input.Name, $" while {other.Combo} is not '{other.Key}'", BuiltIn.Note(node));

    private Finding Report(CheckedNode node, WorkflowInput input, string? nearest) =>
        Report(input.NameSpan, node.ClassType, input.Name, nearest is null ? "" : $"; did you mean '{nearest}'?", BuiltIn.Note(node)) with
        {
            Replacement = nearest is null ? null : JsonText.Quote(nearest),
        };

    /// <summary>Buttons and displays of the editor leave a name with an empty value, and older editors the name of the upload button.</summary>
    private static bool SaysSomething(string name, JsonNode literal) => literal switch
    {
        JsonNull => false,
        JsonString text => name is not ("upload" or "choose file to upload") && text.Token.Length > 2,
        _ => true,
    };

    /// <summary>The inputs that the node does not have yet.</summary>
    private static IEnumerable<string> Free(CheckedNode node) =>
        node.Inputs.Select(input => input.Name).Except(node.Node.Inputs.Select(input => input.Name), StringComparer.Ordinal);
}
