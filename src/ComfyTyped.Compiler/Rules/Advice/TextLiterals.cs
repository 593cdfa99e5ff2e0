using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>Finds the texts of a workflow, declared or not: what is in the file is in the compiled program too.</summary>
internal static class TextLiterals
{
    public static IEnumerable<(CheckedNode Node, WorkflowInput Input, JsonString Literal)> Of(RuleContext context)
    {
        foreach (CheckedNode node in context.Nodes)
        {
            foreach (WorkflowInput input in node.Node.Inputs)
            {
                if (input.Value is LiteralValue { Literal: JsonString text } && !Placeholder.Is(text))
                    yield return (node, input, text);
            }
        }
    }
}
