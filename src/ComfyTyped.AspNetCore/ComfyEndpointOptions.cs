namespace ComfyTyped;

/// <summary>What an endpoint of a workflow lets its callers do.</summary>
/// <typeparam name="TWorkflow">The workflow.</typeparam>
public sealed class ComfyEndpointOptions<TWorkflow>
    where TWorkflow : ComfyWorkflow
{
    private readonly List<(Func<TWorkflow, ComfyNode> Node, string[] Inputs)> _exposed = [];

    /// <summary>Gets or sets the key of the client in the services.</summary>
    /// <value>The default is null: the <see cref="IComfyClient"/> or <see cref="ComfyClient"/> without a key.</value>
    public string? Client { get; set; }

    /// <summary>
    /// Gets or sets which inputs callers can set, by node and the wire name of the input. The others are not in the schema.
    /// </summary>
    /// <value>The default is null: what <see cref="Expose"/> names; without it every input that holds a value, but not where output nodes store their files.</value>
    public Func<ComfyNode, string, bool>? Include { get; set; }

    /// <summary>Gets or sets which inputs name a file that callers upload, by node and the wire name of the input.</summary>
    /// <value>The default takes the file of <c>LoadImage</c>, <c>LoadImageMask</c>, <c>LoadAudio</c> and <c>LoadVideo</c>.</value>
    public Func<ComfyNode, string, bool> TakesUpload { get; set; } = AspNetCore.Requests.UploadInputs.IsUpload;

    /// <summary>Gets or sets whether callers can name files that lie on the server instead of uploading their own. They could read the pictures of others that way.</summary>
    /// <value>The default is false.</value>
    public bool AllowServerFiles { get; set; }

    /// <summary>Gets or sets how many runs of this endpoint may be under way, those included that wait in the server's queue. Further callers get a 429.</summary>
    /// <value>The default is 16; at least 1.</value>
    public int MaxParallelRuns { get; set; } = 16;

    /// <summary>Gets or sets how long the body of a request may be, uploads included, in bytes. A longer one gets a 413.</summary>
    /// <value>The default is 32 MiB; at least 1.</value>
    public long MaxRequestBodySize { get; set; } = 32 * 1024 * 1024;

    /// <summary>Gets or sets how long a run that has ended, and the links to its files, are remembered. The files themselves stay on the server.</summary>
    /// <value>The default is one hour; more than zero.</value>
    public TimeSpan KeepRunsFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how many runs that have ended are remembered; beyond it the oldest are forgotten.</summary>
    /// <value>The default is 1000; at least 1.</value>
    public int MaxKeptRuns { get; set; } = 1000;

    /// <summary>Gets or sets whether a browser that opens the endpoint's address gets a page to try the workflow.</summary>
    /// <value>The default is null: in the Development environment only.</value>
    public bool? Page { get; set; }

    /// <summary>
    /// Gets or sets whether the answer of a failed run holds the text of the Python exception, which may name folders and services of the server. The log has it anyway.
    /// </summary>
    /// <value>The default is null: in the Development environment only.</value>
    public bool? ShowFailureDetails { get; set; }

    /// <summary>Lets callers set inputs of a node: <c>options.Expose(w =&gt; w.KSampler, "seed", "steps")</c>. What is not named is not exposed from then on.</summary>
    /// <param name="node">Gives the node.</param>
    /// <param name="inputs">The wire names of the inputs; none for all that hold values.</param>
    /// <returns>These options.</returns>
    public ComfyEndpointOptions<TWorkflow> Expose(Func<TWorkflow, ComfyNode> node, params string[] inputs)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(inputs);
        _exposed.Add((node, inputs));
        return this;
    }

    /// <summary>The nodes that are exposed, by id, with their inputs; none when all are.</summary>
    internal ILookup<string, string[]> ExposedOf(TWorkflow workflow) => _exposed.ToLookup(exposed => exposed.Node(workflow).Id, exposed => exposed.Inputs);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(TakesUpload);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxParallelRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequestBodySize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(KeepRunsFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxKeptRuns, 1);
    }
}
