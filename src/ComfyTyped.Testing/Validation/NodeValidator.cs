using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>Validates a node and everything above it, once (ComfyUI 0.8.0, <c>execution.py</c>, <c>validate_inputs</c>).</summary>
internal sealed class NodeValidator(PromptGraph graph, NodeRegistry registry, ServerFiles files, ComfyVersion version)
{
    private readonly InputRule[] _linkRules = [new LinkHasTwoParts(), new LinkTypeFits()];
    private readonly InputRule[] _valueRules = [new ValueConverts(), new ValueIsInRange(), new ValueIsListed(version)];
    private readonly Dictionary<string, NodeVerdict> _verdicts = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    /// <summary>The verdicts so far, in the order in which they were reached.</summary>
    public IReadOnlyDictionary<string, NodeVerdict> Verdicts => _verdicts;

    public NodeVerdict ValidateOutput(string id)
    {
        try
        {
            return Validate(id);
        }
        catch (PythonException problem)
        {
            return Record(id, new ValidationError(
                "exception_during_validation",
                "Exception when validating node",
                problem.Message,
                new JsonObject { ["exception_type"] = problem.Type, ["traceback"] = Traceback() }));
        }
    }

    private NodeVerdict Validate(string id)
    {
        if (_verdicts.TryGetValue(id, out NodeVerdict? known))
            return known;
        if (_open.Contains(id))
            return version.NamesCycles ? ReportCycle(id) : Unexplained;
        // Of a chain that is too long Python runs out of stack and swallows it, as it does of a cycle before 0.20.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Unexplained;
        _open.Add(id);
        try
        {
            return Examine(graph[id]);
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    /// <summary>The verdict of nodes that are invalid, and none says why.</summary>
    private static NodeVerdict Unexplained => new(IsValid: false, []);

    /// <summary>Gives each node of the cycle that closes at a node the same error.</summary>
    private NodeVerdict ReportCycle(string id)
    {
        string[] cycle = [.. _open.Skip(_open.IndexOf(id))];
        string path = string.Join(" -> ", cycle.Append(id).Select(node => $"{node} ({graph[node].ClassType})"));
        foreach (string node in cycle)
        {
            var extraInfo = new JsonObject { ["node_id"] = node, ["cycle_nodes"] = new JsonArray([.. cycle.Select(member => (JsonNode?)member)]) };
            Record(node, new ValidationError("dependency_cycle", "Dependency cycle detected", path, extraInfo));
        }

        return _verdicts[id];
    }

    private NodeVerdict Examine(PromptNode node)
    {
        if (node.Inputs is null)
            throw PythonException.KeyError("'inputs'");
        NodeBehavior behavior = registry.Find(node.ClassType)!;
        var errors = new List<ValidationError>();
        bool upstreamIsValid = true;
        foreach (InputSpec declared in DynamicInputs.Expand(behavior.Definition.Inputs, node.Inputs))
        {
            if (!node.Inputs.TryGetValue(declared.Name, out JsonElement value))
            {
                if (declared.Required)
                    errors.Add(Missing(declared));
                continue;
            }

            var input = new InputUnderTest(graph, node, files.Resolve(behavior.Definition.ClassType, declared), registry);
            bool isLink = value.ValueKind == JsonValueKind.Array;
            if (FirstError(isLink ? _linkRules : ValueRules(behavior, declared), input) is { } error)
                errors.Add(error);
            else if (isLink)
                upstreamIsValid &= ValidateUpstream(input);
        }

        if (behavior.Validate is { } check && check.Problem(Literals(node)) is { } problem)
            errors.Add(CustomFailure(check.InputName, problem));
        // A cycle above may have given it an error already.
        if (_verdicts.TryGetValue(node.Id, out NodeVerdict? known))
            errors.InsertRange(0, known.Errors);
        return _verdicts[node.Id] = new NodeVerdict(errors.Count == 0 && upstreamIsValid, errors);
    }

    private InputRule[] ValueRules(NodeBehavior behavior, InputSpec input) =>
        behavior.Validate?.InputName == input.Name ? _valueRules[..1] : _valueRules;

    private static ValidationError? FirstError(InputRule[] rules, InputUnderTest input) =>
        rules.Select(rule => rule.Check(input)).FirstOrDefault(error => error is not null);

    private bool ValidateUpstream(InputUnderTest input)
    {
        string upstream = input.Value[0].GetString()!;
        try
        {
            return Validate(upstream).IsValid;
        }
        catch (PythonException problem)
        {
            var extraInfo = new JsonObject
            {
                ["input_name"] = input.Spec.Name,
                ["input_config"] = ValidationError.Node(input.Config),
                ["exception_message"] = problem.Message,
                ["exception_type"] = problem.Type,
                ["traceback"] = Traceback(),
                ["linked_node"] = ValidationError.Node(input.Value),
            };
            Record(upstream, new ValidationError(
                "exception_during_inner_validation", "Exception when validating inner node", problem.Message, extraInfo));
            return false;
        }
    }

    private NodeVerdict Record(string id, ValidationError error) => _verdicts[id] = new NodeVerdict(IsValid: false, [error]);

    private static ValidationError Missing(InputSpec input) => new(
        "required_input_missing",
        "Required input is missing",
        input.Name[(input.Name.LastIndexOf('.') + 1)..],
        new JsonObject { ["input_name"] = input.Name });

    private static ValidationError CustomFailure(string inputName, string problem) => new(
        "custom_validation_failed",
        "Custom validation failed for node",
        problem.Length > 0 ? $"{inputName} - {problem}" : inputName,
        new JsonObject { ["input_name"] = inputName });

    private static NodeInputs Literals(PromptNode node) => new(node.Inputs!
        .Where(input => input.Value.ValueKind != JsonValueKind.Array)
        .ToDictionary(input => input.Key, input => (object?)input.Value, StringComparer.Ordinal));

    private static JsonArray Traceback() => ["  File \"execution.py\", in validate_inputs\n"];
}
