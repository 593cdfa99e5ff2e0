using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Validation;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>What a server says of prompts: the local server's validator, which answers as the recorded servers did.</summary>
internal sealed class ServerJudge
{
    private readonly NodeRegistry _registry = new();
    private readonly ServerFiles _files = new(new Dictionary<string, IReadOnlyList<string>>(), new DataDirectory(Directory.CreateTempSubdirectory("comfytyped-").FullName));
    private readonly ComfyVersion _version;
    private readonly Dictionary<string, CatalogInput[]> _inputs = [];

    public ServerJudge(JsonObject catalog, string version)
    {
        _version = new ComfyVersion(version);
        foreach ((string classType, JsonNode? definition) in catalog)
        {
            _registry.Add(new NodeBehavior(NodeDefinition.Parse(classType, definition!.ToJsonString()), _ => NodeResult.None));
            _inputs[classType] = [.. CatalogInput.Of(definition)];
        }
    }

    public ServerVerdict Judge(string prompt)
    {
        JsonElement root = JsonSerializer.Deserialize<JsonElement>(prompt);
        var graph = new PromptGraph(root);
        PromptVerdict verdict = new PromptValidator(_registry, _files, _version).Validate(graph, targets: null);

        // The first unknown class ends it all, and without an output nothing is looked at.
        if (verdict.Error is { Type: "invalid_prompt" or "prompt_no_outputs" } error)
            return new ServerVerdict(error.Type, IsAccepted: false, [], new HashSet<string>(), HasUndeclaredLink: false, (_, _) => InputStanding.Undeclared);

        var nodes = new NodeValidator(new PromptGraph(root), _registry, _files, _version);
        foreach (PromptNode output in graph.Nodes.Where(node => _registry.Find(node.ClassType)!.Definition.IsOutputNode))
            nodes.ValidateOutput(output.Id);
        IEnumerable<Complaint> complaints =
            from node in nodes.Verdicts
            from problem in node.Value.Errors
            select Of(node.Key, problem);
        return new ServerVerdict(
            verdict.Error?.Type,
            IsAccepted: nodes.Verdicts.Values.All(node => node.IsValid),
            [.. complaints],
            nodes.Verdicts.Keys.ToHashSet(),
            graph.Nodes.Any(node => node.Inputs?.Any(input => input.Value.ValueKind == JsonValueKind.Array && StandingOf(node, input.Key) != InputStanding.Declared) == true),
            (id, input) => StandingOf(graph.Find(id)!, input));
    }

    private static Complaint Of(string nodeId, ValidationError error) => error.Type.StartsWith("exception", StringComparison.Ordinal)
        ? new Complaint(nodeId, "", Complaint.BreakOff)
        : new Complaint(nodeId, (string)error.ExtraInfo["input_name"]!, error.Type);

    private InputStanding StandingOf(PromptNode node, string input)
    {
        IReadOnlyDictionary<string, JsonElement> given = node.Inputs ?? [];
        if (DynamicInputs.Expand(_registry.Find(node.ClassType)!.Definition.Inputs, given).Any(spec => spec.Name == input))
            return InputStanding.Declared;

        // The local server has core classes that the catalog lacks.
        CatalogInput[] all = _inputs.GetValueOrDefault(node.ClassType, []);
        CatalogInput[] possible = [.. all.Where(possible => possible.Name == input)];
        return possible.Any(declared => declared.Keys is not null) ? InputStanding.Selector
            : possible.Length > 0 && all.Any(combo => input.StartsWith(combo.Name + ".", StringComparison.Ordinal) && SelectsNone(combo, given)) ? InputStanding.Undecided
            : !given.ContainsKey(input) && possible.Any(declared => declared.IsMember) ? InputStanding.AbsentMember
            : InputStanding.Undeclared;
    }

    private static bool SelectsNone(CatalogInput input, IReadOnlyDictionary<string, JsonElement> given) =>
        input.Keys is { } keys && !(given.TryGetValue(input.Name, out JsonElement key) && key.ValueKind == JsonValueKind.String && keys.Contains(key.GetString()));
}

/// <summary>What a server says of a prompt.</summary>
/// <param name="Error">The type of its error; null when it runs at least one output.</param>
/// <param name="IsAccepted">Whether all outputs run.</param>
/// <param name="Complaints">What is wrong with the nodes it looked at.</param>
/// <param name="Seen">The nodes it looked at: those that feed an output through good links into declared inputs.</param>
/// <param name="HasUndeclaredLink">Whether a link goes into an input that its validator does not look at.</param>
/// <param name="StandingOf">What an input of a node is to its validator.</param>
internal sealed record ServerVerdict(
    string? Error,
    bool IsAccepted,
    HashSet<Complaint> Complaints,
    IReadOnlySet<string> Seen,
    bool HasUndeclaredLink,
    Func<string, string, InputStanding> StandingOf);

/// <summary>What an input of a node is to the server's validator.</summary>
internal enum InputStanding
{
    /// <summary>It looks at the input.</summary>
    Declared,

    /// <summary>The key of a dynamic combo: it takes whatever is there, or nothing.</summary>
    Selector,

    /// <summary>An input of a dynamic combo whose key selects no case: it looks at none of them.</summary>
    Undecided,

    /// <summary>A member of a growing group that the node lacks: before ComfyUI 0.10 none is required.</summary>
    AbsentMember,

    /// <summary>Any other: it takes no notice.</summary>
    Undeclared,
}
