using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>Where a dynamic combo keeps its key and the inputs of its cases: in a node, or by itself until it is assigned to one. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputScope
{
    /// <summary>The name of the key itself, relative to the combo.</summary>
    internal const string Key = "";

    private readonly ComfyNode? _node;
    private readonly Dictionary<string, InputValue>? _values;
    private readonly string _name;

    /// <summary>Makes a combo that no node has yet.</summary>
    /// <param name="key">The option that it selects.</param>
    public InputScope(string key)
    {
        _name = "";
        _values = new Dictionary<string, InputValue>(StringComparer.Ordinal) { [Key] = InputValue.FromString(key) };
    }

    internal InputScope(ComfyNode node, string name)
        : this(node, null, name)
    {
    }

    private InputScope(ComfyNode? node, Dictionary<string, InputValue>? values, string name)
    {
        _node = node;
        _values = values;
        _name = name;
    }

    /// <summary>Reads an input of a case.</summary>
    /// <typeparam name="TInput">The typed input.</typeparam>
    /// <param name="name">Its wire name, relative to the combo.</param>
    /// <returns>What the input holds.</returns>
    public TInput Get<TInput>(string name)
        where TInput : struct, IComfyInput<TInput> => TInput.From(Find(name));

    /// <summary>Assigns an input of a case.</summary>
    /// <typeparam name="TInput">The typed input.</typeparam>
    /// <param name="name">Its wire name, relative to the combo.</param>
    /// <param name="value">What the input shall hold; <see langword="default"/> leaves it out of the prompt.</param>
    public void Set<TInput>(string name, TInput value)
        where TInput : struct, IComfyInput<TInput> => Put(name, value.Value);

    /// <summary>Gives the scope of a dynamic combo within a case.</summary>
    /// <param name="name">Its wire name, relative to the combo.</param>
    /// <returns>The scope.</returns>
    public InputScope Nested(string name) => new(_node, _values, PathOf(name));

    /// <summary>Assigns a dynamic combo within a case.</summary>
    /// <param name="name">Its wire name, relative to the combo.</param>
    /// <param name="value">The case that it selects, with its inputs.</param>
    public void SetNested(string name, DynamicInput value) => Nested(name).Replace(value);

    /// <summary>Gives the list of a growing group within a case.</summary>
    /// <typeparam name="TInput">The typed input of each member.</typeparam>
    /// <param name="name">Its wire name, relative to the combo.</param>
    /// <param name="growth">Its members.</param>
    /// <returns>A view.</returns>
    public InputList<TInput> List<TInput>(string name, GrowthSchema growth)
        where TInput : struct, IComfyInput<TInput> => new(Nested(name), growth);

    /// <summary>Fills a growing group within a case.</summary>
    /// <typeparam name="TInput">The typed input of each member.</typeparam>
    /// <param name="name">Its wire name, relative to the combo.</param>
    /// <param name="growth">Its members.</param>
    /// <param name="values">What they shall hold.</param>
    public void SetList<TInput>(string name, GrowthSchema growth, IEnumerable<TInput> values)
        where TInput : struct, IComfyInput<TInput>
    {
        ArgumentNullException.ThrowIfNull(values);
        InputList<TInput> list = List<TInput>(name, growth);
        foreach (TInput value in values)
            list.Add(value);
    }

    internal InputValue Find(string name) =>
        _node is not null ? _node.ValueOf(PathOf(name)) : _values!.GetValueOrDefault(PathOf(name));

    internal void Put(string name, InputValue value)
    {
        if (_node is not null)
            _node.SetValue(PathOf(name), value);
        else
            _values![PathOf(name)] = value;
    }

    /// <summary>Leaves everything out of the prompt.</summary>
    internal void Clear()
    {
        foreach (string name in Names().ToArray())
            Put(name, default);
    }

    /// <summary>Takes over all that another combo holds, and nothing else: the inputs of the case that was selected before are gone.</summary>
    internal void Replace(DynamicInput other)
    {
        ArgumentNullException.ThrowIfNull(other);
        KeyValuePair<string, InputValue>[] values =
            [.. other.Values.Names().Select(name => KeyValuePair.Create(name, other.Values.Find(name))).Where(pair => pair.Value.IsSet)];
        Clear();
        foreach ((string name, InputValue value) in values)
            Put(name, value);
    }

    /// <summary>The names of the key and of all inputs, relative to the combo.</summary>
    private IEnumerable<string> Names() => (_node?.Schema.Inputs.Select(input => input.Name) ?? _values!.Keys)
        .Where(IsWithin)
        .Select(path => path.Length == _name.Length ? Key : path[(_name.Length == 0 ? 0 : _name.Length + 1)..]);

    private bool IsWithin(string path) =>
        _name.Length == 0 || path == _name || (path.Length > _name.Length && path[_name.Length] == '.' && path.StartsWith(_name, StringComparison.Ordinal));

    private string PathOf(string name) => name.Length == 0 ? _name : _name.Length == 0 ? name : $"{_name}.{name}";
}
