using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>The answer to a prompt that was accepted, at least in part.</summary>
/// <param name="PromptId">The id under which it runs: the one that was asked for, except on servers before 0.3.45.</param>
/// <param name="Dropped">Why outputs were dropped; empty when none were.</param>
internal sealed record PromptReply(string PromptId, IReadOnlyList<NodeError> Dropped)
{
    /// <exception cref="PromptRejectedException">It was not accepted after all: Comfy Cloud may say so with a 200.</exception>
    public static PromptReply Read(ReadOnlySpan<byte> utf8, string requestedId, ComfyWorkflow workflow)
    {
        JsonElement reply = PythonJson.Parse(utf8);
        string? given = reply.Member("prompt_id").AsText();
        if (given is null && PromptRejection.Read(utf8, workflow) is { } rejection)
            throw rejection;
        string id = given ?? requestedId;
        // The same string object again, so that the usual case costs no second one for the life of the run.
        return new PromptReply(id == requestedId ? requestedId : id, NodeErrorReader.ReadAll(reply.Member("node_errors"), workflow));
    }
}
