using System.Text.Json;
using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>What the output nodes of a run reported: the history's outputs, and the <c>executed</c> events for what the history lacks.</summary>
public sealed class RunOutputs
{
    private readonly Dictionary<string, JsonElement> _outputs;
    private readonly IFileReader _files;

    /// <param name="promptId">The run.</param>
    /// <param name="outputs">What each node reported, by node id.</param>
    /// <param name="files">Reads the files.</param>
    internal RunOutputs(string promptId, Dictionary<string, JsonElement> outputs, IFileReader files)
    {
        PromptId = promptId;
        _outputs = outputs;
        _files = files;
    }

    internal string PromptId { get; }

    /// <summary>Gets what each node reported, by node id.</summary>
    internal Dictionary<string, JsonElement> All => _outputs;

    /// <summary>Gets the nodes that did not run because the server had kept their outputs.</summary>
    internal HashSet<string> Cached { get; init; } = [];

    /// <summary>Gets the seeds that were sent.</summary>
    internal IReadOnlyList<UsedSeed> Seeds { get; init; } = [];

    /// <summary>Gets the pictures that nodes sent over the socket, by node id; null when none can.</summary>
    internal IReadOnlyDictionary<string, SentImages>? Images { get; init; }

    internal IReadOnlyList<NodeError> Dropped { get; init; } = [];

    internal RunWitness EndedBy { get; init; }

    /// <summary>Gets whether a node has pictures missing: <see cref="NodeOutput.IsIncomplete"/>.</summary>
    internal bool IsIncomplete => Images?.Values.Any(sent => sent.IsIncomplete) == true;

    internal int Attempts { get; init; } = 1;

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
        _outputs.Keys.Union(Images?.Keys ?? []).Select(id => (id, AnyOutput.Create(DataOf(id, _outputs.GetValueOrDefault(id)))));

    internal IReadOnlyList<OutputFile> ReadFiles() => [.. ReadAll().SelectMany(node => node.Output.Files)];

    internal OutputFile GetFile(string name, ComfyFolder folder) => OutputFile.Named(name, folder, _files);

    internal ulong? FindSeed(string nodeId)
    {
        foreach (UsedSeed seed in Seeds)
        {
            if (seed.NodeId == nodeId)
                return seed.Value;
        }
        return null;
    }

    private NodeOutputData DataOf(string nodeId, JsonElement report) =>
        new(report, Cached.Contains(nodeId), _files, Images?.GetValueOrDefault(nodeId));

    /// <summary>A node that expanded into others reports under a child's id, "12.0.0.1".</summary>
    private JsonElement Find(string nodeId)
    {
        if (_outputs.TryGetValue(nodeId, out JsonElement output))
            return output;
        string prefix = nodeId + ".";
        return _outputs.FirstOrDefault(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Value;
    }
}
