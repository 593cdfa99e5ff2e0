using System.Text;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Workflows;

/// <summary>
/// Writes a graph as the prompt to send: nodes and members in the file's order, every token as written, a node a line. What the server
/// would stumble over is mended: <c>is_changed</c> is left out, missing <c>inputs</c> are added (a node without them can stop the server's
/// worker for good), and an array that is no link is wrapped in <c>__value__</c>, for the server takes any array for a link.
/// </summary>
internal static class PromptWriter
{
    public static string Write(WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("{");
        foreach (WorkflowNode node in graph.Nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (text.Length > 1)
                text.Append(",\n");
            JsonMinifier.AppendString(text, node.Source.Key);
            text.Append(':');
            AppendNode(text, node);
        }

        return text.Append('}').ToString();
    }

    private static void AppendNode(StringBuilder text, WorkflowNode node)
    {
        bool hasInputs = false;
        text.Append('{');
        foreach (JsonMember member in ((JsonObject)node.Source.Value).Members)
        {
            if (member.Name == "is_changed")
                continue;
            AppendKey(text, member.Key);
            if (member.Name == "inputs")
            {
                hasInputs = true;
                AppendInputs(text, node, (JsonObject)member.Value);
            }
            else
            {
                JsonMinifier.Append(text, member.Value);
            }
        }

        text.Append(hasInputs ? "}" : ",\"inputs\":{}}");
    }

    private static void AppendInputs(StringBuilder text, WorkflowNode node, JsonObject inputs)
    {
        text.Append('{');
        for (int i = 0; i < inputs.Members.Length; i++)
        {
            JsonMember input = inputs.Members[i];
            AppendKey(text, input.Key);
            bool isWrapped = node.Inputs[i].Value is LiteralValue { Literal: JsonArray };
            if (isWrapped)
                text.Append("{\"__value__\":");
            JsonMinifier.Append(text, input.Value);
            if (isWrapped)
                text.Append('}');
        }

        text.Append('}');
    }

    private static void AppendKey(StringBuilder text, JsonString key)
    {
        if (text[text.Length - 1] != '{')
            text.Append(',');
        JsonMinifier.AppendString(text, key);
        text.Append(':');
    }
}
