using System.Text.Json;
using ComfyTyped.Connection;

namespace ComfyTyped;

/// <summary>What the output nodes of a run reported: the history's outputs, and the <c>executed</c> events for what the history lacks.</summary>
public sealed class RunOutputs
{
    private readonly Dictionary<string, JsonElement> _outputs;
    private readonly HashSet<string> _cached;
    private readonly IReadOnlyList<UsedSeed> _seeds;
    private readonly FileDownloads _downloads;

    internal RunOutputs(
        string promptId,
        Dictionary<string, JsonElement> outputs,
        HashSet<string> cached,
        IReadOnlyList<UsedSeed> seeds,
        IReadOnlyList<NodeError> dropped,
        RunWitness endedBy,
        int attempts,
        FileDownloads downloads)
    {
        PromptId = promptId;
        Attempts = attempts;
        Dropped = dropped;
        EndedBy = endedBy;
        _outputs = outputs;
        _cached = cached;
        _seeds = seeds;
        _downloads = downloads;
    }

    internal string PromptId { get; }

    /// <summary>Gets what each node reported, by node id.</summary>
    internal Dictionary<string, JsonElement> All => _outputs;

    internal IReadOnlyList<NodeError> Dropped { get; }

    internal RunWitness EndedBy { get; }

    internal int Attempts { get; }

    /// <summary>Gives what a node made. For generated code; callers read the properties of the result.</summary>
    /// <typeparam name="TOutput">What it makes.</typeparam>
    /// <param name="node">The node.</param>
    /// <returns>Its output; an empty one when it reported nothing.</returns>
    public TOutput Get<TOutput>(OutputNode<TOutput> node)
        where TOutput : NodeOutput, INodeOutput<TOutput>
    {
        ArgumentNullException.ThrowIfNull(node);
        return TOutput.Create(new NodeOutputData(Find(node.Id), _cached.Contains(node.Id), _downloads));
    }

    /// <summary>What each node reported, whatever it is.</summary>
    internal IEnumerable<(string NodeId, AnyOutput Output)> ReadAll() =>
        _outputs.Select(node => (node.Key, AnyOutput.Create(new NodeOutputData(node.Value, _cached.Contains(node.Key), _downloads))));

    internal IReadOnlyList<OutputFile> ReadFiles() => [.. ReadAll().SelectMany(node => node.Output.Files)];

    internal ulong? FindSeed(string nodeId)
    {
        foreach (UsedSeed seed in _seeds)
        {
            if (seed.NodeId == nodeId)
                return seed.Value;
        }
        return null;
    }

    /// <summary>A node that expanded into others reports under a child's id, "12.0.0.1".</summary>
    private JsonElement Find(string nodeId)
    {
        if (_outputs.TryGetValue(nodeId, out JsonElement output))
            return output;
        string prefix = nodeId + ".";
        return _outputs.FirstOrDefault(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Value;
    }
}
