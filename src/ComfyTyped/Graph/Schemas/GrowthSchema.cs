using System.ComponentModel;
using System.Globalization;

namespace ComfyTyped.CompilerServices;

/// <summary>The members of a group of inputs that grows as it is connected (ComfyUI's <c>COMFY_AUTOGROW_V3</c>).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrowthSchema
{
    private readonly string[] _names;

    /// <summary>Describes a group whose members have names.</summary>
    /// <param name="min">How many of them newer servers require.</param>
    /// <param name="names">The names.</param>
    public GrowthSchema(int min, params string[] names)
        : this(min, names, isNumbered: false)
    {
    }

    private GrowthSchema(int min, string[] names, bool isNumbered)
    {
        ArgumentNullException.ThrowIfNull(names);
        Min = min;
        _names = names;
        IsNumbered = isNumbered;
    }

    /// <summary>Gets how many members ComfyUI 0.10 and later require, counted from the first.</summary>
    public int Min { get; }

    /// <summary>Gets the names of all members it can have, as they follow the group's own name and a dot on the wire.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Gets whether the members are counted, so that one can take the place of another.</summary>
    internal bool IsNumbered { get; }

    /// <summary>Describes a group whose members are counted from 0.</summary>
    /// <param name="min">How many of them newer servers require.</param>
    /// <param name="prefix">What comes before the number.</param>
    /// <param name="max">How many members it can have.</param>
    /// <returns>The group.</returns>
    public static GrowthSchema Numbered(int min, string prefix, int max) =>
        new(min, [.. Enumerable.Range(0, max).Select(number => prefix + number.ToString(CultureInfo.InvariantCulture))], isNumbered: true);

    internal int IndexOf(string name) => Array.IndexOf(_names, name);

    /// <summary>What an error message calls a member: <c>[0]</c>, <c>["character1"]</c>.</summary>
    internal string IndexerOf(int index) => IsNumbered ? $"[{index}]" : $"[\"{_names[index]}\"]";
}
