using System.Text.Json.Nodes;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>Decides what of a prompt runs (ComfyUI 0.8.0, <c>execution.py</c>, <c>validate_prompt</c>).</summary>
internal sealed class PromptValidator(NodeRegistry registry, ServerFiles files, ComfyVersion version)
{
    /// <summary>Validates a prompt, and coerces the values of the nodes that it reaches.</summary>
    /// <param name="graph">The prompt.</param>
    /// <param name="targets">The outputs that are wanted, or <c>null</c> for all.</param>
    public PromptVerdict Validate(PromptGraph graph, IReadOnlySet<string>? targets)
    {
        foreach (PromptNode node in graph.Nodes)
        {
            if (ClassProblem(node) is { } problem)
                return new PromptVerdict(problem, [], []);
        }

        string[] outputs = [.. graph.Nodes.Where(node => IsOutput(node) && targets?.Contains(node.Id) != false).Select(node => node.Id)];
        return outputs.Length == 0
            ? PromptVerdict.Rejected("prompt_no_outputs", "Prompt has no outputs", "")
            : Validate(graph, outputs);
    }

    private PromptVerdict Validate(PromptGraph graph, string[] outputs)
    {
        var nodes = new NodeValidator(graph, registry, files, version);
        var valid = new List<string>();
        var problems = new List<string>();
        var nodeErrors = new JsonObject();
        foreach (string output in outputs)
        {
            NodeVerdict verdict = nodes.ValidateOutput(output);
            if (verdict.IsValid)
            {
                valid.Add(output);
                continue;
            }

            problems.AddRange(verdict.Errors.Select(error => $"{error.Message}: {error.Details}"));
            Collect(graph, nodes.Verdicts, output, nodeErrors);
        }

        ValidationError? error = valid.Count > 0
            ? null
            : new ValidationError("prompt_outputs_failed_validation", "Prompt outputs failed validation", string.Join('\n', problems), []);
        return new PromptVerdict(error, valid, nodeErrors);
    }

    /// <summary>Names the output as dependent on every faulty node known by now, related or not: ComfyUI over-reports so.</summary>
    private static void Collect(PromptGraph graph, IReadOnlyDictionary<string, NodeVerdict> verdicts, string output, JsonObject nodeErrors)
    {
        foreach ((string id, NodeVerdict verdict) in verdicts)
        {
            if (verdict.IsValid || verdict.Errors.Count == 0)
                continue;
            if (!nodeErrors.ContainsKey(id))
            {
                nodeErrors[id] = new JsonObject
                {
                    ["errors"] = new JsonArray([.. verdict.Errors.Select(error => error.ToJson())]),
                    ["dependent_outputs"] = new JsonArray(),
                    ["class_type"] = graph[id].ClassType,
                };
            }

            nodeErrors[id]!["dependent_outputs"]!.AsArray().Add((JsonNode?)output);
        }
    }

    private ValidationError? ClassProblem(PromptNode node)
    {
        if (node.ClassTypeElement is not null && registry.Find(node.ClassType) is not null)
            return null;
        string details = $"Node ID '#{node.Id}'";
        if (version.NamesMissingNodes)
            return MissingNodeType(node, details);
        string problem = node.ClassTypeElement is { } classType
            ? $"Cannot execute because node {PythonText.Str(classType)} does not exist."
            : "Cannot execute because a node is missing the class_type property.";
        return new ValidationError("invalid_prompt", problem, details, []);
    }

    private static ValidationError MissingNodeType(PromptNode node, string details)
    {
        string? classType = node.ClassTypeElement is { } element ? PythonText.Str(element) : null;
        string? title = node.Title ?? classType;
        string problem = classType is null
            ? $"Node '{title ?? $"ID #{node.Id}"}' has no class_type. The workflow may be corrupted or a custom node is missing."
            : $"Node '{title}' not found. The custom node may not be installed.";
        var extraInfo = new JsonObject { ["node_id"] = node.Id, ["class_type"] = classType, ["node_title"] = title };
        return new ValidationError("missing_node_type", problem, details, extraInfo);
    }

    private bool IsOutput(PromptNode node) => registry.Find(node.ClassType)!.Definition.IsOutputNode;
}
