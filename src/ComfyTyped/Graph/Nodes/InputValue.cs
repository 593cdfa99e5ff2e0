using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using ComfyTyped.Graph;

namespace ComfyTyped.CompilerServices;

/// <summary>What an input holds: nothing, a literal, a link, or the token of the workflow file. Every typed input wraps one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct InputValue
{
    private static readonly object Known = new();

    private readonly object? _reference;
    private readonly long _bits;
    private readonly InputValueKind _kind;

    private InputValue(InputValueKind kind, object? reference, long bits)
    {
        _kind = kind;
        _reference = reference;
        _bits = bits;
    }

    internal bool IsSet => _kind != InputValueKind.Unset;

    internal bool IsRandomSeed => _kind == InputValueKind.RandomSeed;

    internal bool IsIncrementSeed => _kind == InputValueKind.IncrementSeed;

    /// <summary>The word for a way to choose a seed: <c>random</c> or <c>increment</c>; null for anything else.</summary>
    internal string? SeedWord => IsRandomSeed ? "random" : IsIncrementSeed ? "increment" : null;

    internal bool IsLink => _kind == InputValueKind.Link || (_kind == InputValueKind.Token && ((InputToken)_reference!).IsLink);

    internal ComfyNode? LinkedNode => _kind == InputValueKind.Link ? (ComfyNode)_reference! : null;

    internal int LinkedSlot => (int)_bits;

    internal InputToken? Token => _kind == InputValueKind.Token ? (InputToken)_reference! : null;

    internal IFileSource? File => _kind == InputValueKind.File ? (IFileSource)_reference! : null;

    internal bool IsNull => _kind == InputValueKind.Token && ((InputToken)_reference!).Utf8.SequenceEqual("null"u8);

    internal static InputValue RandomSeed => new(InputValueKind.RandomSeed, null, 0);

    /// <summary>A seed that counts on.</summary>
    /// <param name="last">The seed before the next one; null as long as no node has it.</param>
    internal static InputValue IncrementSeed(ulong? last) => new(InputValueKind.IncrementSeed, last is null ? null : Known, unchecked((long)last.GetValueOrDefault()));

    internal static InputValue FromToken(InputToken token) => new(InputValueKind.Token, token, 0);

    internal static InputValue FromJson(JsonElement value) => FromToken(InputJson.ToToken(value));

    internal static InputValue FromLink(ComfyNode node, int slot) => new(InputValueKind.Link, node, slot);

    internal static InputValue FromInteger(long value) => new(InputValueKind.Signed, null, value);

    internal static InputValue FromInteger(ulong value) => new(InputValueKind.Unsigned, null, unchecked((long)value));

    internal static InputValue FromBoolean(bool value) => new(InputValueKind.Boolean, null, value ? 1 : 0);

    internal static InputValue FromString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(InputValueKind.String, value, 0);
    }

    internal static InputValue FromFile(IFileSource file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(InputValueKind.File, file, 0);
    }

    internal static InputValue FromStrings(string[] values) => FromToken(TextList.Write(values));

    internal static InputValue FromDouble(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A number input cannot be NaN or infinite: JSON has no such number.");
        return new(InputValueKind.Double, null, BitConverter.DoubleToInt64Bits(value));
    }

    internal Int128? AsInteger() => _kind switch
    {
        InputValueKind.Signed => _bits,
        InputValueKind.Unsigned => unchecked((ulong)_bits),
        InputValueKind.IncrementSeed when _reference is not null => unchecked((ulong)_bits),
        InputValueKind.Token => ((InputToken)_reference!).AsInteger(),
        _ => null,
    };

    internal double? AsDouble() => _kind switch
    {
        InputValueKind.Double => BitConverter.Int64BitsToDouble(_bits),
        InputValueKind.Signed => _bits,
        InputValueKind.Unsigned => unchecked((ulong)_bits),
        InputValueKind.Token => ((InputToken)_reference!).AsDouble(),
        _ => null,
    };

    internal bool? AsBoolean() => _kind switch
    {
        InputValueKind.Boolean => _bits != 0,
        InputValueKind.Token => ((InputToken)_reference!).AsBoolean(),
        _ => null,
    };

    internal string? AsString() => _kind switch
    {
        InputValueKind.String => (string)_reference!,
        InputValueKind.File => File!.InputName,
        InputValueKind.Token => ((InputToken)_reference!).AsString(),
        _ => null,
    };

    /// <summary>The literal as a list of options has it; null for what can be none: an object, a link, nothing, or a file that the run brings along.</summary>
    internal string? AsOption() => _kind == InputValueKind.File ? null : AsString() ?? (AsDouble() is not null || AsBoolean() is not null ? ToString() : null);

    /// <summary>The literal as JSON, a list as the array that it is; null for a link, nothing, and a seed that each run draws.</summary>
    internal JsonElement? AsJson() => InputJson.Of(this);

    internal string[]? AsStrings() => Token is { IsLink: false } token ? TextList.Read(token.Utf8) : null;

    internal InputValue Append(string text) => AsString() is { } own ? FromString(own + text)
        : IsSet ? throw new InvalidOperationException($"\"{text}\" cannot be appended to {this}, which is no text. Assign a text instead.")
        : FromString(text);

    /// <summary>Writes the value as JSON. A link or a random seed is the business of the node that owns the input.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        switch (_kind)
        {
            case InputValueKind.Token: writer.WriteRawValue(((InputToken)_reference!).Utf8, skipInputValidation: true); break;
            case InputValueKind.Signed: writer.WriteNumberValue(_bits); break;
            case InputValueKind.Unsigned: writer.WriteNumberValue(unchecked((ulong)_bits)); break;
            case InputValueKind.Double: writer.WriteNumberValue(BitConverter.Int64BitsToDouble(_bits)); break;
            case InputValueKind.Boolean: writer.WriteBooleanValue(_bits != 0); break;
            case InputValueKind.String: writer.WriteStringValue((string)_reference!); break;
            case InputValueKind.File: writer.WriteStringValue(File!.InputName); break;
            default: throw new InvalidOperationException($"A value of kind {_kind} does not write itself.");
        }
    }

    /// <summary>What a debugger or a log shows: the literal, the link as <c>KSampler[0]</c>, or <c>(unset)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _kind switch
    {
        InputValueKind.Unset => "(unset)",
        InputValueKind.RandomSeed => "(random)",
        InputValueKind.IncrementSeed => "(increment)",
        InputValueKind.Link => $"{LinkedNode}[{LinkedSlot}]",
        InputValueKind.Token => AsString() ?? ((InputToken)_reference!).ToString(),
        InputValueKind.Boolean => _bits != 0 ? "true" : "false",
        InputValueKind.String => (string)_reference!,
        InputValueKind.File => File!.InputName,
        InputValueKind.Double => AsDouble()!.Value.ToString(CultureInfo.InvariantCulture),
        _ => AsInteger()!.Value.ToString(CultureInfo.InvariantCulture),
    };
}
