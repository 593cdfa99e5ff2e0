using System.Text.Json;
using ComfyTyped.Graph;

namespace ComfyTyped.Runs;

/// <summary>What the socket told about a run, for the moment when its end is written up.</summary>
/// <param name="Outcome">Success, failure or interruption; null when it did not come.</param>
/// <param name="Executed">What nodes reported, by node id.</param>
/// <param name="Cached">The ids of cached nodes.</param>
/// <param name="Images">The pictures that nodes sent in place of files, by node id; null when the workflow has no such nodes.</param>
/// <param name="IsCut">Whether there was more than <see cref="ComfyClientOptions.MaxResponseBytes"/>.</param>
internal sealed record RunTestimony(
    ComfyEvent? Outcome,
    Dictionary<string, JsonElement> Executed,
    HashSet<string> Cached,
    IReadOnlyDictionary<string, SentImages>? Images,
    bool IsCut);
