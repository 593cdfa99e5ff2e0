using System.Text.Json;

namespace ComfyTyped.Testing.Definitions;

/// <summary>One output slot of a node class.</summary>
/// <param name="Type">The type name; a list of choices in some old classes.</param>
/// <param name="Name">The slot's name.</param>
/// <param name="IsList">Whether the slot carries a list of values.</param>
internal sealed record OutputSpec(JsonElement Type, string Name, bool IsList);
