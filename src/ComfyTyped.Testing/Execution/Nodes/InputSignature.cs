using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>Computes what identifies a node's result: its class, its literal inputs, and the same of everything above it.</summary>
internal sealed class InputSignature(PromptGraph graph, NodeRegistry registry)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <exception cref="PythonException">A node has no inputs, which ComfyUI finds out here: see <see cref="PromptWorker"/>.</exception>
    public string Of(string nodeId)
    {
        // A stack of our own: a prompt may be a chain that is longer than the thread's stack is deep.
        var open = new Stack<string>([nodeId]);
        var entered = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPeek(out string? id))
        {
            // On the second visit everything above is known. In a cycle it is not; its nodes never run.
            if (!_known.ContainsKey(id) && entered.Add(id) && graph.Find(id) is { } node)
            {
                foreach ((_, PromptLink link) in node.Links)
                {
                    if (!_known.ContainsKey(link.NodeId))
                        open.Push(link.NodeId);
                }
            }
            else
            {
                open.Pop();
                if (!_known.ContainsKey(id))
                    _known[id] = graph.Find(id) is { } found ? Compute(found) : Unlike();
            }
        }

        return _known[nodeId];
    }

    private string Compute(PromptNode node)
    {
        NodeBehavior behavior = registry.Find(node.ClassType)!;
        if (node.Inputs is null)
            throw PythonException.KeyError("'inputs'");
        if (!behavior.IsCacheable)
            return Unlike();
        var text = new StringBuilder(node.ClassType).Append('\n').Append(Fingerprint(node, behavior)).Append('\n');
        foreach ((string name, JsonElement value) in node.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            text.Append(JsonSerializer.Serialize(name)).Append('=');
            text = PromptLink.From(value) is { } link
                ? text.Append("link ").Append(_known.GetValueOrDefault(link.NodeId, "cycle")).Append(' ').Append(link.Slot).Append('\n')
                : text.Append("literal ").Append(PythonValue.Canonical(value)).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Fingerprint(PromptNode node, NodeBehavior behavior)
    {
        if (node.IsChanged is { } stated)
            return PythonValue.Canonical(stated);
        if (behavior.Fingerprint is null)
            return "";
        try
        {
            return behavior.Fingerprint(new NodeInputs(node.Inputs!.Where(input => PromptLink.From(input.Value) is null)
                .ToDictionary(input => input.Key, input => (object?)input.Value, StringComparer.Ordinal)));
        }
        catch (Exception)
        {
            // Foreign code: ComfyUI takes a node whose IS_CHANGED fails for changed.
            return Unlike();
        }
    }

    /// <summary>A signature that nothing else has: what Python's NaN, which does not equal itself, makes of one.</summary>
    private static string Unlike() => Guid.NewGuid().ToString();
}
