using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing;
using ComfyTyped.Testing.Catalog;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Validation;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>What a server says of prompts: the local server's validator, which answers as the recorded servers did.</summary>
internal sealed class ServerJudge
{
    private readonly NodeRegistry _registry = new();
    private readonly ServerFiles _files = new(new Dictionary<string, IReadOnlyList<string>>(), new DataDirectory(Directory.CreateTempSubdirectory("comfytyped-").FullName));
    private readonly ComfyVersion _version;

    public ServerJudge(JsonObject catalog, string version)
    {
        _version = new ComfyVersion(version);
        foreach ((string classType, JsonNode? definition) in catalog)
            _registry.Add(new NodeBehavior(NodeDefinition.Parse(classType, definition!.ToJsonString()), _ => NodeResult.None));
    }

    public ServerVerdict Judge(string prompt)
    {
        JsonElement root = JsonSerializer.Deserialize<JsonElement>(prompt);
        var graph = new PromptGraph(root);
        PromptVerdict verdict = new PromptValidator(_registry, _files, _version).Validate(graph, targets: null);

        // The first unknown class ends it all, and without an output nothing is looked at.
        if (verdict.Error is { Type: "invalid_prompt" or "prompt_no_outputs" } error)
            return new ServerVerdict(error.Type, IsAccepted: false, [], new HashSet<string>(), Declares(graph));

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
            Declares(graph));
    }

    private static Complaint Of(string nodeId, ValidationError error) => error.Type.StartsWith("exception", StringComparison.Ordinal)
        ? new Complaint(nodeId, "", Complaint.BreakOff)
        : new Complaint(nodeId, (string)error.ExtraInfo["input_name"]!, error.Type);

    private Func<string, string, bool> Declares(PromptGraph graph) => (id, input) =>
        graph.Find(id) is { } node && _registry.Find(node.ClassType) is { } behavior
        && DynamicInputs.Expand(behavior.Definition.Inputs, node.Inputs ?? []).Any(spec => spec.Name == input);
}

/// <summary>What a server says of a prompt.</summary>
/// <param name="Error">The type of its error; null when it runs at least one output.</param>
/// <param name="IsAccepted">Whether all outputs run.</param>
/// <param name="Complaints">What is wrong with the nodes it looked at.</param>
/// <param name="Seen">The nodes it looked at: those that feed an output through good links into declared inputs.</param>
/// <param name="Declares">Whether a node's class declares an input.</param>
internal sealed record ServerVerdict(
    string? Error, bool IsAccepted, HashSet<Complaint> Complaints, IReadOnlySet<string> Seen, Func<string, string, bool> Declares);
