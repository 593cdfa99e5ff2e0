using System.Text.Json;
using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>What the output nodes of a run reported: the history's outputs, and the <c>executed</c> events for what the history lacks.</summary>
public sealed class RunOutputs
{
    private readonly Dictionary<string, JsonElement> _outputs;
    private readonly HashSet<string> _cached;
    private readonly IReadOnlyList<UsedSeed> _seeds;
    private readonly IFileReader _files;
    private readonly IReadOnlyDictionary<string, SentImages>? _images;

    internal RunOutputs(
        string promptId,
        Dictionary<string, JsonElement> outputs,
        HashSet<string> cached,
        IReadOnlyList<UsedSeed> seeds,
        IReadOnlyList<NodeError> dropped,
        RunWitness endedBy,
        int attempts,
        IFileReader files,
        IReadOnlyDictionary<string, SentImages>? images)
    {
        _images = images;
        PromptId = promptId;
        Attempts = attempts;
        Dropped = dropped;
        EndedBy = endedBy;
        _outputs = outputs;
        _cached = cached;
        _seeds = seeds;
        _files = files;
    }

    internal string PromptId { get; }

    /// <summary>Gets what each node reported, by node id.</summary>
    internal Dictionary<string, JsonElement> All => _outputs;

    internal IReadOnlyList<NodeError> Dropped { get; }

    internal RunWitness EndedBy { get; }

    /// <summary>Gets whether a node has pictures missing: <see cref="NodeOutput.IsIncomplete"/>.</summary>
    internal bool IsIncomplete => _images?.Values.Any(sent => sent.IsIncomplete) == true;

    internal int Attempts { get; }

    /// <summary>Gives what a node made. For generated code; callers read the properties of the result.</summary>
    /// <typeparam name="TOutput">What it makes.</typeparam>
    /// <param name="node">The node.</param>
    /// <returns>Its output; an empty one when it reported nothing.</returns>
    public TOutput Get<TOutput>(OutputNode<TOutput> node)
        where TOutput : NodeOutput, INodeOutput<TOutput>
    {
        ArgumentNullException.ThrowIfNull(node);
        return TOutput.Create(DataOf(node.Id, Find(node.Id)));
    }

    /// <summary>What each node reported, whatever it is.</summary>
    internal IEnumerable<(string NodeId, AnyOutput Output)> ReadAll() =>
        _outputs.Keys.Union(_images?.Keys ?? []).Select(id => (id, AnyOutput.Create(DataOf(id, _outputs.GetValueOrDefault(id)))));

    internal IReadOnlyList<OutputFile> ReadFiles() => [.. ReadAll().SelectMany(node => node.Output.Files)];

    internal OutputFile GetFile(string name, ComfyFolder folder) => OutputFile.Named(name, folder, _files);

    internal ulong? FindSeed(string nodeId)
    {
        foreach (UsedSeed seed in _seeds)
        {
            if (seed.NodeId == nodeId)
                return seed.Value;
        }
        return null;
    }

    private NodeOutputData DataOf(string nodeId, JsonElement report) =>
        new(report, _cached.Contains(nodeId), _files, _images?.GetValueOrDefault(nodeId));

    /// <summary>A node that expanded into others reports under a child's id, "12.0.0.1".</summary>
    private JsonElement Find(string nodeId)
    {
        if (_outputs.TryGetValue(nodeId, out JsonElement output))
            return output;
        string prefix = nodeId + ".";
        return _outputs.FirstOrDefault(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Value;
    }
}
