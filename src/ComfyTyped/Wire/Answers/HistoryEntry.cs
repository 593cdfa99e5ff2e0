using System.Text.Json;

namespace ComfyTyped.Wire;

/// <summary>What the server's history keeps of a run that has ended.</summary>
/// <param name="Outputs">What each node reported, by node id.</param>
/// <param name="IsError">Whether the status says so. A cycle found while it ran says "success" and yet has an error.</param>
/// <param name="Messages">The events that the server recorded: start, cached nodes, and the outcome.</param>
internal sealed record HistoryEntry(Dictionary<string, JsonElement> Outputs, bool IsError, IReadOnlyList<ComfyEvent> Messages);
