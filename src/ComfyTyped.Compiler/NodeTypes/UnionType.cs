using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>An input that takes one of several ComfyUI types, as a C# type.</summary>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="Name">The name of the type.</param>
/// <param name="Members">The types that it takes, in ordinal order.</param>
internal sealed record UnionType(string Namespace, string Name, EquatableArray<UnionMember> Members)
{
    public string FullName => $"global::{Namespace}.{Name}";
}

/// <summary>One of the types that an input takes.</summary>
/// <param name="Type">The ComfyUI type.</param>
/// <param name="Marker">The fully qualified marker of the type.</param>
internal sealed record UnionMember(string Type, string Marker);
