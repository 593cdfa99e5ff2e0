using System.Text.Json;
using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>What a node reported (<c>executed.output</c>, or its entry in the history's <c>outputs</c>), before it has a type.</summary>
public readonly struct NodeOutputData
{
    internal NodeOutputData(JsonElement json, bool fromCache, IFileReader files, SentImages? sent = null)
    {
        Sent = sent;
        Json = json;
        FromCache = fromCache;
        Files = files;
    }

    /// <summary>Gets the report: an object with an array under each key; null or undefined when the node reported nothing.</summary>
    public JsonElement Json { get; }

    /// <summary>Gets whether the node did not run because the server had kept its output.</summary>
    public bool FromCache { get; }

    internal IFileReader Files { get; }

    internal SentImages? Sent { get; }
}
