using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Json;
using ComfyTyped.Compiler.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A literal that the class does not declare is ignored by the server.</summary>
internal sealed class LiteralInputIsDeclared() : NodeRule(RuleDescriptors.UnknownInput)
{
    protected override IEnumerable<Finding> Check(CheckedNode node, NodeDeclaration declaration) =>
        UndeclaredInputs.Of(node, declaration)
            .Where(input => input.Value is LiteralValue literal && SaysSomething(input.Name, literal.Literal))
            .Select(input => Report(
                input.NameSpan, node.ClassType, input.Name, Hint(node, input.Name), BuiltIn.Note(node)));

    private static string Hint(CheckedNode node, string input) => node.OtherCaseOf(input) is { } other
        ? $" while {other.Combo} is not '{other.Key}'"
        : Nearest.Hint(input, Free(node));

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
