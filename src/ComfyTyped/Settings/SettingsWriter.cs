using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Core;
using ComfyTyped.Validation;

namespace ComfyTyped.Settings;

/// <summary>Assigns single values to inputs, or says why not.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="options">Which inputs there are.</param>
/// <param name="isText">Whether every value is a text, as in a configuration.</param>
internal sealed class SettingsWriter(ComfyWorkflow workflow, SettingsOptions options, bool isText)
{
    private readonly SettingsScope _scope = new(workflow, options);
    private readonly List<AppliedSetting> _applied = [];
    private readonly List<RefusedSetting> _refused = [];
    private WorkflowGraph? _graph;

    private WorkflowGraph Graph => _graph ??= new WorkflowGraph(workflow, workflow.Nodes.Select(CheckedNode.AsGenerated));

    /// <summary>Whether so much was refused that the rest is not looked at.</summary>
    public bool IsFull => _refused.Count >= _scope.MaxRefusals;

    public SettingsReport ToReport() => new(_applied, _refused);

    /// <summary>The inputs of a node that the settings may set, and those that are linked.</summary>
    public IReadOnlyList<SettableInput> InputsOf(ComfyNode node) =>
        [.. SettableInput.Of(node).Where(input => _scope.Includes(node, input.Name))];

    public void Refuse(string path, SettingRefusal reason, string message, ComfyNode? node = null, string? input = null) =>
        _refused.Add(new RefusedSetting(path, reason, message, node, input));

    public void RefuseObject(string path, string what) =>
        Refuse(path, SettingRefusal.WrongType, $"{what} takes an object of names and values");

    public void RefuseInput(string path, ComfyNode node, string name) => Refuse(
        path,
        SettingRefusal.UnknownInput,
        $"{node} has no input '{name}'{Nearest.Hint(name, InputsOf(node).Where(input => input.IsFree).Select(input => input.Name))}",
        node);

    /// <summary>Assigns one value to all of some inputs, or to none.</summary>
    public void Assign(string path, IReadOnlyList<SettableInput> inputs, JsonElement value)
    {
        var values = new InputValue[inputs.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (!TryConvert(path, inputs[i], value, out values[i]))
                return;
        }
        for (int i = 0; i < values.Length; i++)
            Assign(path, inputs[i], values[i]);
    }

    private bool TryConvert(string path, SettableInput input, JsonElement value, out InputValue converted)
    {
        converted = default;
        if (!input.IsFree)
        {
            Refuse(path, SettingRefusal.Linked, input.Value.IsLink ? $"{Describe(input)} is linked to {SourceOf(input)}" : $"{Describe(input)} takes links only", input.Node, input.Name);
            return false;
        }
        JsonElement json = isText ? ConfigurationText.ToJson(input, value) : value;
        converted = SettingValue.Of(input, json);

        // What the input holds already is right, whatever the catalog says of it.
        InputValue asIs = converted.IsSet ? converted : InputValue.FromJson(json);
        if (SettingValue.AreSame(input.Value, asIs))
        {
            converted = input.Value;
            return true;
        }
        if (!converted.IsSet || (input.Kind == SettingKind.File && !_scope.IsFileName(input, converted.AsString()!)))
        {
            Refuse(path, SettingRefusal.WrongType, $"{json.GetRawText()} is no {SettingKinds.Describe(input, json)}", input.Node, input.Name);
            return false;
        }
        return IsAllowed(path, input, converted);
    }

    private bool IsAllowed(string path, SettableInput input, InputValue value)
    {
        if (value.SeedWord is not null)
            return true;
        var problems = new ProblemList(Graph);
        InputRules.CheckLiteral(CheckedNode.AsGenerated(input.Node), input.Schema, value, problems);
        ValidationProblem? problem = problems.Problems.FirstOrDefault(
            problem => problem.Kind != ValidationProblemKind.NotAnOption || input.Kind == SettingKind.Case || !options.AcceptUnknownOptions);
        if (problem is null)
            return true;
        string hint = problem.Kind == ValidationProblemKind.NotAnOption && value.AsString() is { } text ? Nearest.Hint(text, SettingKinds.OptionsOf(input)) : "";
        Refuse(path, ReasonOf(problem.Kind), $"{Describe(input)}: {problem.Message}{hint}", input.Node, input.Name);
        return false;
    }

    private void Assign(string path, SettableInput input, InputValue value)
    {
        bool isChanged = !SettingValue.AreSame(input.Value, value);
        if (isChanged)
        {
            input.Node.SetValue(input.Name, value);
            if (input.Kind == SettingKind.Case)
                LeaveOtherCases(input);
        }
        _applied.Add(new AppliedSetting(path, input.Node, input.Name, input.Value.ToString(), value.ToString(), isChanged));
    }

    /// <summary>Takes out of the prompt what the case that is selected now does not have.</summary>
    private static void LeaveOtherCases(SettableInput combo)
    {
        NodeSchema schema = combo.Node.Schema;
        InputSchema?[] selected = SelectedInputs.Of(schema, combo.Node.Values);
        for (int index = 0; index < selected.Length; index++)
        {
            if (selected[index] is null && schema.Inputs[index].Name.StartsWith(combo.Name + ".", StringComparison.Ordinal))
                combo.Node.Unset(schema.Inputs[index].Name);
        }
    }

    private static string SourceOf(SettableInput input) => input.Node.LinkOf(input.Name) is { } link ? $"{link.Source}[{link.Slot}]" : input.Value.ToString();

    private static string Describe(SettableInput input) => $"{input.Node}.{input.Name}";

    private static SettingRefusal ReasonOf(ValidationProblemKind kind) => kind switch
    {
        ValidationProblemKind.OutOfRange => SettingRefusal.OutOfRange,
        ValidationProblemKind.NotAnOption => SettingRefusal.NotAnOption,
        _ => SettingRefusal.WrongType,
    };
}
