using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.AspNetCore.Setup;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped;

/// <summary>What an endpoint of a workflow lets its callers do.</summary>
/// <typeparam name="TWorkflow">The workflow.</typeparam>
public sealed class ComfyEndpointOptions<TWorkflow>
    where TWorkflow : ComfyWorkflow
{
    private readonly List<(Func<TWorkflow, ComfyNode> Node, string[] Inputs, bool IsExposed)> _named = [];

    /// <summary>Gets or sets the key of the client in the services.</summary>
    /// <value>The default is null: the <see cref="IComfyClient"/> or <see cref="ComfyClient"/> without a key.</value>
    public string? Client { get; set; }

    /// <summary>
    /// Gets or sets which inputs callers can set, by node and the wire name of the input. The others are not in the schema. It narrows what there is: inputs that
    /// could reach files of the server are withheld whatever it says (<see cref="SettingsOptions.IsUntrusted"/>), unless <see cref="Expose"/> or
    /// <see cref="Allow"/> names them.
    /// </summary>
    /// <value>The default is null: what <see cref="Expose"/> names; without it every harmless input that holds a value.</value>
    public Func<ComfyNode, string, bool>? Include { get; set; }

    /// <summary>Gets or sets which inputs name a file that callers upload, by node and the wire name of the input.</summary>
    /// <value>The default takes the file of <c>LoadImage</c>, <c>LoadImageMask</c>, <c>LoadAudio</c> and <c>LoadVideo</c>.</value>
    public Func<ComfyNode, string, bool> TakesUpload { get; set; } = UploadInputs.IsOfCore;

    /// <summary>Gets or sets the folder of the server that uploads go to.</summary>
    /// <value>
    /// The default is null: the temporary folder for the nodes that <see cref="TakesUpload"/> has by default, which ComfyUI empties when it starts and ends; the
    /// input folder for other nodes, which may take listed files only, and on Comfy Cloud. Nobody empties the input folder.
    /// </value>
    public ComfyFolder? UploadFolder { get; set; }

    /// <summary>
    /// Gets or sets whether callers can name files that are on the server instead of uploading their own. They could read the pictures of others that way.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AllowServerFiles { get; set; }

    /// <summary>
    /// Gets or sets who a caller is: <c>context =&gt; context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value</c>. Only the owner of a run gets its status, events and
    /// files and can cancel it; to anybody else it does not exist (404).
    /// </summary>
    /// <value>
    /// The default is null: whoever has the link of a run or file has the run or file. Callers for whom it gives null can start nothing (403).
    /// </value>
    public Func<HttpContext, string?>? Owner { get; set; }

    /// <summary>
    /// Gets the origins of other sites whose pages may start and cancel runs, such as <c>https://app.example.com</c>: those that CORS lets in. All others get a 403.
    /// </summary>
    /// <value>The default is empty: only pages of the endpoint's own origin, and callers that are not browsers.</value>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Gets or sets how many runs of this endpoint may be under way, those included whose request is still being read and those that wait in the server's queue.
    /// Further callers get a 429.
    /// </summary>
    /// <value>The default is 16; at least 1.</value>
    public int MaxParallelRuns { get; set; } = 16;

    /// <summary>Gets or sets how long the body of a request may be, uploads included, in bytes. A longer one gets a 413.</summary>
    /// <value>The default is 32 MiB; at least 1. A workflow without uploads takes no more than <see cref="MaxSettingsSize"/>.</value>
    public long MaxRequestBodySize { get; set; } = 32 * 1024 * 1024;

    /// <summary>Gets or sets how long the settings of a request may be, uploads not counted, in bytes. Longer ones get a 413.</summary>
    /// <value>The default is 1 MiB; at least 1.</value>
    public int MaxSettingsSize { get; set; } = 1024 * 1024;

    /// <summary>
    /// Gets or sets how many bytes of bodies may be held at the same time, in memory or in temporary files: from before a body is read until its uploads are sent. A
    /// body of unknown length counts with all that it may have. Further callers get a 503.
    /// </summary>
    /// <value>The default is null: four times <see cref="MaxRequestBodySize"/>. At least <see cref="MaxRequestBodySize"/>.</value>
    public long? MaxBufferedBytes { get; set; }

    /// <summary>Gets or sets how long a caller may take to send the body of a request. A slower one gets a 408.</summary>
    /// <value>The default is two minutes; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan RequestBodyTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how long the uploads of a run may take on their way to the server. A run beyond it ends with a 504.</summary>
    /// <value>The default is two minutes; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how long a run may take altogether, uploads and the server's queue included. A run beyond it is cancelled and ends with a 504.</summary>
    /// <value>
    /// The default is one hour; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Limits of the client (<see cref="ComfyClientOptions.RunTimeout"/>) apply
    /// as well.
    /// </value>
    public TimeSpan RunTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long a run that has ended, and the links to its files, are remembered. The files themselves stay on the server.</summary>
    /// <value>The default is one hour; more than zero.</value>
    public TimeSpan KeepRunsFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how many runs that have ended are remembered; beyond it the oldest are forgotten.</summary>
    /// <value>The default is 1000; at least 1.</value>
    public int MaxKeptRuns { get; set; } = 1000;

    /// <summary>
    /// Gets or sets how many bytes the runs that have ended may hold: pictures that no server has (SaveImageWebsocket) and texts. Beyond it the oldest are
    /// forgotten; a run that has more all by itself is forgotten as soon as it ends.
    /// </summary>
    /// <value>The default is 128 MiB; at least 1.</value>
    public long MaxKeptBytes { get; set; } = 128 * 1024 * 1024;

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
    /// <param name="inputs">The wire names of the inputs, which can be set whatever they are; none for all harmless ones that hold values.</param>
    /// <returns>These options.</returns>
    public ComfyEndpointOptions<TWorkflow> Expose(Func<TWorkflow, ComfyNode> node, params string[] inputs) => Add(node, inputs, isExposed: true);

    /// <summary>
    /// Lets callers set inputs that are withheld because they could reach files of the server, or because no catalog declares their class:
    /// <c>options.Allow(w =&gt; w.SaveImage, "filename_prefix")</c>. What else is exposed stays as it is.
    /// </summary>
    /// <param name="node">Gives the node.</param>
    /// <param name="inputs">The wire names of the inputs.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">No input is named.</exception>
    public ComfyEndpointOptions<TWorkflow> Allow(Func<TWorkflow, ComfyNode> node, params string[] inputs) => inputs is []
        ? throw new ArgumentException("Name the inputs to allow: there is no way to allow all of a node.", nameof(inputs))
        : Add(node, inputs, isExposed: false);

    internal InputRules RulesOf(TWorkflow workflow) => InputRules.Of(
        workflow,
        [.. _named.Select(named => new NamedInputs(named.Node(workflow).Id, named.Inputs, named.IsExposed))],
        Include,
        TakesUpload,
        AllowServerFiles);

    /// <exception cref="ArgumentException">An option is invalid.</exception>
    internal EndpointLimits ToLimits()
    {
        ArgumentNullException.ThrowIfNull(TakesUpload);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxParallelRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequestBodySize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSettingsSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBufferedBytes ?? MaxRequestBodySize, MaxRequestBodySize, nameof(MaxBufferedBytes));
        ThrowIfNoLimit(RequestBodyTimeout, nameof(RequestBodyTimeout));
        ThrowIfNoLimit(UploadTimeout, nameof(UploadTimeout));
        ThrowIfNoLimit(RunTimeout, nameof(RunTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(KeepRunsFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxKeptRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxKeptBytes, 1);
        foreach (string origin in AllowedOrigins)
        {
            if (CrossSite.Normalize(origin) is null)
                throw new ArgumentException($"'{origin}' in {nameof(AllowedOrigins)} is not an origin. Write scheme and host as browsers do: https://app.example.com.");
        }
        return new EndpointLimits
        {
            MaxParallelRuns = MaxParallelRuns,
            MaxRequestBodySize = MaxRequestBodySize,
            MaxSettingsSize = MaxSettingsSize,
            MaxBufferedBytes = MaxBufferedBytes ?? 4 * MaxRequestBodySize,
            RequestBodyTimeout = RequestBodyTimeout,
            UploadTimeout = UploadTimeout,
            RunTimeout = RunTimeout,
            KeepRunsFor = KeepRunsFor,
            MaxKeptRuns = MaxKeptRuns,
            MaxKeptBytes = MaxKeptBytes,
        };
    }

    private static void ThrowIfNoLimit(TimeSpan limit, string name)
    {
        if (limit != Timeout.InfiniteTimeSpan && !ComfyClientOptions.IsPause(limit))
            throw new ArgumentOutOfRangeException(name, limit, "It must be longer than zero, and at most about 24 days.");
    }

    private ComfyEndpointOptions<TWorkflow> Add(Func<TWorkflow, ComfyNode> node, string[] inputs, bool isExposed)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(inputs);
        _named.Add((node, inputs, isExposed));
        return this;
    }
}
