using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>The numbers that an input takes, for the analyzers: it stands in the generated code, so that a compiled library tells it too.</summary>
/// <param name="input">The input as messages call it, such as <c>KSampler.steps</c>.</param>
/// <param name="min">The smallest number as a JSON token, such as <c>1</c> or <c>0.0</c>; null for no bound.</param>
/// <param name="max">The largest number as a JSON token, such as <c>10000</c>; null for no bound.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputRangeAttribute(string input, string? min, string? max) : Attribute
{
    /// <summary>Gets the input as messages call it.</summary>
    public string Input { get; } = input;

    /// <summary>Gets the smallest number as a JSON token, or null.</summary>
    public string? Min { get; } = min;

    /// <summary>Gets the largest number as a JSON token, or null.</summary>
    public string? Max { get; } = max;
}
