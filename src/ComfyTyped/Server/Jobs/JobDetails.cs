using System.Text.Json;

namespace ComfyTyped;

/// <summary>All that a server tells of one job (<c>GET /api/jobs/{id}</c>).</summary>
/// <param name="Job">The job.</param>
/// <param name="Outputs">What each node reported, by node id; empty before it has ended.</param>
/// <param name="Messages">What the server recorded of the run: its start, cached nodes, and its outcome; empty before it has ended.</param>
/// <param name="Prompt">The workflow as the server has read it; undefined when it does not tell, as servers before 0.26 do of what waits or runs.</param>
/// <param name="ExtraData">What was sent along, without secrets; undefined when the server does not tell.</param>
public sealed record JobDetails(
    Job Job,
    IReadOnlyDictionary<string, AnyOutput> Outputs,
    IReadOnlyList<ComfyEvent> Messages,
    JsonElement Prompt,
    JsonElement ExtraData);
