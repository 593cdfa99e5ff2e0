namespace ComfyTyped;

/// <summary>The outcome of a successful run. The compiler derives one class from it for each workflow, with a property per output node.</summary>
public abstract class ComfyResult
{
    private readonly RunOutputs _outputs;

    /// <summary>Makes a result. For generated code.</summary>
    /// <param name="outputs">What the run's output nodes reported.</param>
    protected ComfyResult(RunOutputs outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        _outputs = outputs;
    }

    /// <summary>Gets the id of the run, under which the server's history keeps it.</summary>
    public string PromptId => _outputs.PromptId;

    /// <summary>Gets who was the first to tell that the run had ended. The outputs are the same whoever it was.</summary>
    public RunWitness EndedBy => _outputs.EndedBy;

    /// <summary>
    /// Gets how often the run was begun: 1, unless it was sent again after a restart of the server had lost it (<see cref="ComfyClientOptions.MaxResubmissions"/>)
    /// or after a failure (<see cref="ComfyClientOptions.FailedRunPolicy"/>).
    /// </summary>
    public int Attempts => _outputs.Attempts;

    /// <summary>
    /// Gets why outputs are missing that the server rejected while it ran the others. Empty unless
    /// <see cref="ComfyClientOptions.AcceptPartialPrompts"/> is set: without it such a run throws <see cref="PromptPartlyRejectedException"/>.
    /// </summary>
    public IReadOnlyList<NodeError> OutputsDropped => _outputs.Dropped;

    internal RunOutputs Outputs => _outputs;

    /// <summary>Gets all files that the run left on the server, of every kind: node by node, in the order of the server's reports.</summary>
    public IReadOnlyList<OutputFile> Files => field ??= _outputs.ReadFiles();

    /// <summary>Gives what an output node made, also one that was added in C# and so has no property here.</summary>
    /// <typeparam name="TOutput">What it makes.</typeparam>
    /// <param name="node">A node of the workflow that was run.</param>
    /// <returns>Its output; an empty one when it reported nothing.</returns>
    public TOutput OutputOf<TOutput>(OutputNode<TOutput> node)
        where TOutput : NodeOutput, INodeOutput<TOutput> => _outputs.Get(node);

    /// <summary>
    /// Gives a file of the server that ran the workflow by its name, for nodes that tell nothing else, such as a text with the path of a 3D model. Nothing is sent
    /// before it is opened.
    /// </summary>
    /// <param name="name">The name within the folder, such as <c>3d/mesh.glb</c>. A suffix such as <c>" [temp]"</c> goes before <paramref name="folder"/>.</param>
    /// <param name="folder">The folder of the server. The default is <see cref="ComfyFolder.Output"/>.</param>
    /// <returns>The file. Whether it exists shows when it is opened or saved: <see cref="ComfyServerException"/> (404).</returns>
    /// <exception cref="ArgumentException">The name is empty, an absolute path, or leads out of the folder.</exception>
    public OutputFile GetFile(string name, ComfyFolder folder = ComfyFolder.Output) => _outputs.GetFile(name, folder);

    /// <summary>Tells the seed that a node really ran with, in particular the one that <see cref="Seed.Random"/> drew.</summary>
    /// <param name="node">A node of the workflow that was run.</param>
    /// <returns>The seed.</returns>
    /// <exception cref="InvalidOperationException">The node has no seed of its own: no such input, or it is linked to another node.</exception>
    public ulong SeedOf(ComfyNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _outputs.FindSeed(node.Id)
            ?? throw new InvalidOperationException($"{node} has no seed of its own: it has no such input, or the input is linked to another node.");
    }
}
