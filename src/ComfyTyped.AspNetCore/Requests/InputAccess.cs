using System.Text.Json.Nodes;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Which inputs callers can set, and which of them by an upload.</summary>
internal sealed class InputAccess
{
    private readonly HashSet<(string NodeId, string Input)> _uploads = [];
    private readonly Func<ComfyNode, string, bool> _includes;
    private readonly bool _allowsServerFiles;

    private InputAccess(Func<ComfyNode, string, bool> includes, bool allowsServerFiles)
    {
        _includes = includes;
        _allowsServerFiles = allowsServerFiles;
    }

    /// <summary>The inputs that settings can set by their values.</summary>
    public SettingsOptions Values => new() { Include = (node, input) => Includes(node, input) && (_allowsServerFiles || !IsUpload(node, input)) };

    /// <summary>The inputs that hold the name of a file, for the server's name of an upload.</summary>
    public SettingsOptions Uploads => new() { Include = IsUpload, AcceptUnknownOptions = true };

    /// <summary>The JSON schema of a request's body.</summary>
    public string Schema { get; private set; } = "";

    public static InputAccess Of<TWorkflow>(TWorkflow workflow, ComfyEndpointOptions<TWorkflow> options)
        where TWorkflow : ComfyWorkflow
    {
        var access = new InputAccess(Inclusion(workflow, options), options.AllowServerFiles);
        access.Describe(workflow, options.TakesUpload);
        return access;
    }

    public bool Includes(ComfyNode node, string input) => _includes(node, input);

    public bool IsUpload(ComfyNode node, string input) => _uploads.Contains((node.Id, input));

    /// <summary>The uploads that a workflow takes, by the names that settings call them.</summary>
    public IEnumerable<UploadInput> UploadsOf(ComfyWorkflow workflow) =>
        _uploads.Select(upload => workflow.FindNode(upload.NodeId) is { } node ? new UploadInput(node.ToString(), upload.Input) : null).OfType<UploadInput>();

    private static Func<ComfyNode, string, bool> Inclusion<TWorkflow>(TWorkflow workflow, ComfyEndpointOptions<TWorkflow> options)
        where TWorkflow : ComfyWorkflow
    {
        ILookup<string, string[]> exposed = options.ExposedOf(workflow);
        foreach (IGrouping<string, string[]> node in exposed)
            ThrowIfMissing(workflow.FindNode(node.Key), node.SelectMany(inputs => inputs));
        Func<ComfyNode, string, bool> isNamed = exposed.Count == 0
            ? static (node, input) => !(node.Schema.IsOutput && input == "filename_prefix")
            : (node, input) => exposed[node.Id].Any(inputs => inputs.Length == 0 || inputs.Contains(input, StringComparer.Ordinal));
        return options.Include is { } include ? exposed.Count == 0 ? include : (node, input) => isNamed(node, input) && include(node, input) : isNamed;
    }

    private static void ThrowIfMissing(ComfyNode? node, IEnumerable<string> inputs)
    {
        if (node is null)
            throw new ArgumentException("An exposed node is not in the workflow.");
        foreach (string input in inputs)
        {
            if (node.Schema.IndexOf(input) < 0)
                throw new ArgumentException($"{node} has no input '{input}' to expose. It has {string.Join(", ", node.Schema.Inputs.Select(known => known.Name))}.");
        }
    }

    /// <summary>The schema of the workflow, with uploads where it has names of files.</summary>
    private void Describe(ComfyWorkflow workflow, Func<ComfyNode, string, bool> takesUpload)
    {
        JsonObject schema = JsonNode.Parse(workflow.GetJsonSchema(new SettingsOptions { Include = _includes }))!.AsObject();
        foreach (ComfyNode node in workflow.Nodes)
        {
            if (schema["properties"]?[node.ToString()]?["properties"] is not JsonObject inputs)
                continue;
            foreach (string input in inputs.Select(input => input.Key).Where(input => takesUpload(node, input)).ToArray())
            {
                _uploads.Add((node.Id, input));
                inputs[input] = UploadInputs.Describe(node, input, _allowsServerFiles);
            }
        }
        Schema = schema.ToJsonString();
    }
}
