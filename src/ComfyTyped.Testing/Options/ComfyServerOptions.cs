namespace ComfyTyped.Testing;

/// <summary>How a <see cref="ComfyServer"/> is set up.</summary>
public sealed class ComfyServerOptions
{
    /// <summary>The release that is played by default.</summary>
    public const string DefaultComfyUIVersion = "0.8.0";

    /// <summary>
    /// The ComfyUI release that the server plays. It is tested against recordings of 0.3.64, 0.8.0 and 0.33.0; what differs between releases follows the
    /// number.
    /// </summary>
    /// <value>The default is <see cref="DefaultComfyUIVersion"/>. It has no effect on a server that plays Comfy Cloud.</value>
    public string ComfyUIVersion { get; set; } = DefaultComfyUIVersion;

    /// <summary>What the server plays.</summary>
    /// <value>The default is <see cref="ComfyServerDialect.Local"/>.</value>
    public ComfyServerDialect Dialect { get; set; }

    /// <summary>The API key that a server which plays Comfy Cloud wants to see.</summary>
    /// <value>The default is <c>null</c>: any.</value>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Whether the server takes prompts over the socket as well, <c>{"type":"execute","data":{"prompt":...,"client_id":...}}</c>. A socket that has sent one
    /// hears the shapes of the WebSocket guide instead of ComfyUI's: <c>executing</c> with <c>progress</c> from 0 to 1, <c>executed</c> with <c>node_id</c> and
    /// <c>metadata</c>, <c>error</c> with <c>node_id</c> and <c>message</c>, and <c>executing</c> with a null node at the end.
    /// </summary>
    /// <value>The default is false: such messages are ignored, as ComfyUI does.</value>
    public bool AcceptsExecuteMessages { get; set; }

    /// <summary>The port on 127.0.0.1 to listen on; 0 takes a free one.</summary>
    /// <value>The default is 0.</value>
    public int Port { get; set; }

    /// <summary>How long one simulated sampling step takes.</summary>
    /// <value>The default is <see cref="TimeSpan.Zero"/>: as fast as the machine is.</value>
    public TimeSpan StepDelay { get; set; }

    /// <summary>
    /// The folder that gets the subfolders <c>input</c>, <c>output</c> and <c>temp</c>. The server never reads or writes outside of it.
    /// </summary>
    /// <value>The default is <c>null</c>: a new temporary folder, which is deleted when the server is disposed.</value>
    public string? DataDirectory { get; set; }

    /// <summary>The clock of the events, of file names with a date, and of <see cref="StepDelay"/>.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// The model files that the server claims to have, by the folder names of <c>GET /models</c>: <c>checkpoints</c>, <c>loras</c>,
    /// <c>vae</c>, <c>text_encoders</c>, <c>diffusion_models</c>, <c>embeddings</c>, ... A folder that is listed is enforced: other names are
    /// rejected with <c>value_not_in_list</c>. Where nothing is listed every name is accepted.
    /// </summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, IReadOnlyList<string>> Models { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Gets or sets what goes wrong. The server takes this plan as it is: faults can be added before and after it has started.</summary>
    /// <value>The default is a plan without faults, whose dice have the seed 0.</value>
    public FaultPlan Faults { get; set; } = new();

    internal List<NodeBehavior> Nodes { get; } = [];

    /// <summary>Adds a node class, or replaces what the server does for one that it knows.</summary>
    /// <param name="behavior">The class and what it does.</param>
    /// <returns>These options.</returns>
    public ComfyServerOptions AddNode(NodeBehavior behavior)
    {
        ArgumentNullException.ThrowIfNull(behavior);
        Nodes.Add(behavior);
        return this;
    }

    /// <summary>Adds a node class whose nodes are done when <paramref name="execute"/> returns.</summary>
    /// <param name="definition">The class: its name, inputs and outputs.</param>
    /// <param name="execute">Runs one node.</param>
    /// <returns>These options.</returns>
    public ComfyServerOptions AddNode(NodeDefinition definition, Func<NodeContext, NodeResult> execute) =>
        AddNode(new NodeBehavior(definition, execute));

    /// <summary>Adds a node class whose nodes work asynchronously.</summary>
    /// <param name="definition">The class: its name, inputs and outputs.</param>
    /// <param name="execute">Runs one node.</param>
    /// <returns>These options.</returns>
    public ComfyServerOptions AddNode(NodeDefinition definition, Func<NodeContext, CancellationToken, Task<NodeResult>> execute) =>
        AddNode(new NodeBehavior(definition, execute));
}
