using System.Text.Json;

namespace ComfyTyped.Protocol;

/// <summary>The answer to a prompt that was accepted, at least in part.</summary>
/// <param name="PromptId">The id under which it runs: the one that was asked for, except on servers before 0.3.45.</param>
/// <param name="Dropped">Why outputs were dropped; empty when none were.</param>
internal sealed record PromptReply(string PromptId, IReadOnlyList<NodeError> Dropped)
{
    public static PromptReply Read(ReadOnlySpan<byte> utf8, string requestedId, ComfyWorkflow workflow)
    {
        JsonElement reply = PythonJson.Parse(utf8);
        string id = reply.Member("prompt_id").AsText() ?? requestedId;
        // The same string object again, so that the usual case costs no second one for the life of the run.
        return new PromptReply(id == requestedId ? requestedId : id, NodeErrorReader.ReadAll(reply.Member("node_errors"), workflow));
    }
}
