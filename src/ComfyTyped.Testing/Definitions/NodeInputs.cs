using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing;

/// <summary>
/// The input values of a node: literals of the prompt, after the coercions that ComfyUI does, and what linked nodes have put out.
/// </summary>
public sealed class NodeInputs
{
    private readonly IReadOnlyDictionary<string, object?> _values;

    internal NodeInputs(IReadOnlyDictionary<string, object?> values) => _values = values;

    /// <summary>The names of the inputs that have a value.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Whether the input has a value.</summary>
    /// <param name="name">The input's name.</param>
    /// <returns>True when the prompt gives or links it.</returns>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value itself: a <see cref="JsonElement"/> when the prompt holds a literal, else what the linked node has put out.</summary>
    /// <param name="name">The input's name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="NodeExecutionException">The input has no value.</exception>
    public object? Value(string name) => _values.TryGetValue(name, out object? value)
        ? value
        : throw new NodeExecutionException("TypeError", $"missing 1 required positional argument: '{name}'");

    /// <summary>The value of a linked input, as the type that the linked node puts out.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The input's name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="NodeExecutionException">The input has no value, or one of another type.</exception>
    public T Get<T>(string name) => Value(name) is T value
        ? value
        : throw new NodeExecutionException("TypeError", $"{name}: expected {typeof(T).Name}, got {Value(name)?.GetType().Name ?? "None"}");

    /// <summary>The value of an input that may be missing.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The input's name.</param>
    /// <param name="value">The value, when there is one of that type.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet<T>(string name, [NotNullWhen(true)] out T? value)
    {
        value = _values.TryGetValue(name, out object? found) && found is T typed ? typed : default;
        return value is not null;
    }

    /// <summary>A whole number (<c>INT</c>).</summary>
    /// <inheritdoc cref="Value"/>
    public long Int(string name) => (long)Integer(name);

    /// <summary>A whole number that may reach 18446744073709551615, as seeds do.</summary>
    /// <inheritdoc cref="Value"/>
    public ulong UInt(string name) => (ulong)(Integer(name) & ulong.MaxValue);

    /// <summary>A number (<c>FLOAT</c>).</summary>
    /// <inheritdoc cref="Value"/>
    public double Float(string name) => Value(name) switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        BigInteger integer => (double)integer,
        IConvertible value => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw NotA(name, "FLOAT"),
    };

    /// <summary>A text (<c>STRING</c>, or the chosen option of a combo).</summary>
    /// <inheritdoc cref="Value"/>
    public string String(string name) => PythonText.Str(Value(name));

    /// <summary>A truth value (<c>BOOLEAN</c>).</summary>
    /// <inheritdoc cref="Value"/>
    public bool Bool(string name) => Value(name) switch
    {
        JsonElement element => PythonValue.IsTrue(element),
        bool value => value,
        _ => throw NotA(name, "BOOLEAN"),
    };

    /// <summary>A batch of pictures (<c>IMAGE</c>).</summary>
    /// <inheritdoc cref="Value"/>
    public IReadOnlyList<Picture> Images(string name) => Get<IReadOnlyList<Picture>>(name);

    private BigInteger Integer(string name) => Value(name) switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } number => PythonValue.ToInteger(number),
        BigInteger integer => integer,
        ulong integer => integer,
        IConvertible value => new BigInteger(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => throw NotA(name, "INT"),
    };

    private NodeExecutionException NotA(string name, string type) =>
        new("TypeError", $"{name}: expected {type}, got {PythonText.Str(Value(name))}");
}
