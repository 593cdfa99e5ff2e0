using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>The option that a member of a choice type stands for, for the analyzers: it stands in the generated code, so that a compiled library tells it too.</summary>
/// <param name="value">The option as the server knows it, such as <c>euler</c>.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChoiceOptionAttribute(string value) : Attribute
{
    /// <summary>Gets the option as the server knows it.</summary>
    public string Value { get; } = value;
}
