using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <content>The links of a node, for the workflow that edits them.</content>
public abstract partial class ComfyNode
{
    /// <summary>Whether the node stands in the workflow file, and was not added in C#.</summary>
    internal bool IsOfFile => _template?.Utf8.Length > 0;

    internal bool FileHas(string input) => _template is not null && Array.Exists(_template.Inputs, token => token.Name == input);

    /// <summary>What the inputs hold, by their index in the schema.</summary>
    internal IReadOnlyList<InputValue> Values => _values;

    /// <summary>What the prompt has, by wire name; those inputs of the file included that the class does not have.</summary>
    internal IReadOnlyDictionary<string, InputValue> HeldInputs()
    {
        var held = new Dictionary<string, InputValue>(StringComparer.Ordinal);
        for (int index = 0; index < _values.Length; index++)
        {
            if (_values[index].IsSet)
                held[_schema.Inputs[index].Name] = _values[index];
        }
        foreach (InputToken token in _template?.Inputs ?? [])
        {
            if (_schema.IndexOf(token.Name) < 0)
                held[token.Name] = InputValue.FromToken(token);
        }
        return held;
    }

    /// <summary>What an input holds, with a link of the file turned into the node that it means; nothing when the class does not have the input.</summary>
    internal InputValue ValueOf(string input) => _schema.IndexOf(input) is >= 0 and int index ? Resolved(index) : default;

    internal void SetValue(string input, InputValue value)
    {
        int index = _schema.IndexOf(input);
        if (index < 0)
            throw new InvalidOperationException($"{NodeNaming.Describe(this)} has no input {input}.");
        Store(index, value);
    }

    /// <summary>The links into this node.</summary>
    internal IEnumerable<NodeLink> Links()
    {
        for (int index = 0; index < _values.Length; index++)
        {
            InputValue value = Resolved(index);
            if (value.LinkedNode is { } source)
                yield return new NodeLink(source, value.LinkedSlot, this, _schema.Inputs[index].Name);
        }
    }

    /// <summary>The links into this node that come from another.</summary>
    internal IEnumerable<NodeLink> LinksFrom(ComfyNode source)
    {
        for (int index = 0; index < _values.Length; index++)
        {
            InputValue value = _values[index];
            if (value.LinkedNode == source)
                yield return new NodeLink(source, value.LinkedSlot, this, _schema.Inputs[index].Name);
            else if (value.Token is { LinkedId: { } id } token && id == source.Id)
                yield return new NodeLink(source, token.LinkedSlot, this, _schema.Inputs[index].Name);
        }
    }

    /// <summary>The inputs that the editor shows as sockets: those of no widget type, and those that are linked. Growing groups show no others, nor do cases that are not selected.</summary>
    internal IReadOnlyList<InputSchema> Sockets()
    {
        InputSchema?[] selected = SelectedInputs.Of(_schema, _values);
        return [.. _schema.Inputs.Where((input, index) =>
            _values[index].IsLink || (selected[index] is { IsMember: false } && !LinkTypes.IsWidget(input.Type)))];
    }

    /// <summary>The output that an input is linked to.</summary>
    internal NodeLink? LinkOf(string input)
    {
        InputValue value = Resolved(_schema.IndexOf(input));
        return value.LinkedNode is { } source ? new NodeLink(source, value.LinkedSlot, this, input) : null;
    }

    internal void SetLink(string input, ComfyNode source, int slot) => SetValue(input, InputValue.FromLink(source, slot));

    internal void Unset(string input) => SetValue(input, default);

    internal void Join(ComfyWorkflow workflow, NodeTemplate template)
    {
        Workflow = workflow;
        _template = template;
        _isChanged = true;
    }

    /// <summary>Leaves the workflow. Id and title stay, so that the result of an earlier run can still be asked for this node.</summary>
    internal void Leave()
    {
        for (int index = 0; index < _values.Length; index++)
            _values[index] = Resolved(index);
        Workflow = null;
        PropertyName = "";
        _isChanged = true;
    }
}
