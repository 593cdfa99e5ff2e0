using System.Text.Json.Nodes;
using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.CompilerServices;
using ComfyTyped.Settings;

namespace ComfyTyped.AspNetCore.Setup;

/// <summary>
/// Which inputs callers can set, and which of them by an upload. Found once, by the declarations of the inputs and what the application says of them.
/// </summary>
internal sealed class InputAccess
{
    private readonly HashSet<(string NodeId, string Input)> _settable;
    private readonly Dictionary<(string NodeId, string Input), UploadInput> _uploads = [];
    private readonly SettingsOptions _values;

    private InputAccess(ComfyWorkflow workflow, InputRules rules)
    {
        AllowsServerFiles = rules.AllowsServerFiles;
        JsonObject uploads = SchemaOf(workflow, new SettingsOptions { Include = rules.TakesUpload });
        foreach ((ComfyNode node, InputSchema input) in workflow.Nodes.SelectMany(node => node.Schema.Inputs.Select(input => (node, input))))
        {
            if (rules.TakesUpload(node, input.Name) && uploads[node.ToString()]?["properties"]?[input.Name] is not null)
                _uploads[(node.Id, input.Name)] = new UploadInput(node.Id, node.ToString(), input.Name, UploadInputs.IsOfCore(node, input.Name));
        }
        _values = new SettingsOptions
        {
            IsUntrusted = true,
            Include = (node, input) => rules.Includes(node, input) && (AllowsServerFiles || !IsUpload(node, input)),
            Allow = (node, input) => rules.Allows(node, input) || IsUpload(node, input),
        };
        var scope = new SettingsScope(workflow, _values);
        _settable = [.. workflow.Nodes
            .SelectMany(node => node.Schema.Inputs.Where(input => scope.Includes(node, input.Name)).Select(input => (node.Id, input.Name)))];
        Withheld = [.. workflow.Nodes.SelectMany(SettableInput.Of)
            .Where(input => input.IsFree && rules.Includes(input.Node, input.Name) && !Includes(input.Node, input.Name))
            .Select(input => $"{input.Node}.{input.Name}")];
        Schema = Describe(workflow);
        MaxNames = 64 + (2 * (workflow.Nodes.Count + _settable.Count + _uploads.Count));
    }

    /// <summary>Whether callers can name files of the server where they can bring their own.</summary>
    public bool AllowsServerFiles { get; }

    /// <summary>The inputs that the application would let callers set, and their declarations do not.</summary>
    public IReadOnlyList<string> Withheld { get; }

    /// <summary>The inputs that an upload sets.</summary>
    public IReadOnlyCollection<UploadInput> Uploads => _uploads.Values;

    /// <summary>How many names a request can have: more than twice of what there is to be set is no request.</summary>
    public int MaxNames { get; }

    /// <summary>The JSON schema of a request's body.</summary>
    public string Schema { get; }

    public static InputAccess Of<TWorkflow>(TWorkflow workflow, ComfyEndpointOptions<TWorkflow> options)
        where TWorkflow : ComfyWorkflow => new(workflow, options.RulesOf(workflow));

    /// <summary>Whether callers can do anything about an input.</summary>
    public bool Includes(ComfyNode node, string input) => _settable.Contains((node.Id, input)) || IsUpload(node, input);

    /// <summary>What a request can set by values. The inputs that it has brought files for hold an empty text until these are sent.</summary>
    public SettingsOptions ValuesOf(RequestUploads uploads) => uploads.All.Count == 0 ? _values : _values with
    {
        Include = (node, input) => _values.Include!(node, input) || (_uploads.TryGetValue((node.Id, input), out UploadInput? upload) && uploads.Has(upload)),
    };

    /// <summary>The upload of an input, as settings call it.</summary>
    public UploadInput? FindUpload(string? node, string? input) => _uploads.Values.FirstOrDefault(upload => upload.Node == node && upload.Input == input);

    /// <summary>The upload of a part of a form.</summary>
    public UploadInput? FindUpload(string part) => _uploads.Values.FirstOrDefault(upload => upload.Path == part);

    private bool IsUpload(ComfyNode node, string input) => _uploads.ContainsKey((node.Id, input));

    /// <summary>The schema of the workflow, with uploads where it has names of files.</summary>
    private string Describe(ComfyWorkflow workflow)
    {
        JsonObject schema = JsonNode.Parse(workflow.GetJsonSchema(new SettingsOptions { Include = Includes }))!.AsObject();
        foreach (UploadInput upload in Uploads)
            schema["properties"]![upload.Node]!["properties"]![upload.Input] = UploadInputs.Describe(upload, AllowsServerFiles);
        return schema.ToJsonString();
    }

    private static JsonObject SchemaOf(ComfyWorkflow workflow, SettingsOptions options) =>
        JsonNode.Parse(workflow.GetJsonSchema(options))!["properties"]!.AsObject();
}
