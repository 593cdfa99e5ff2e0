using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>What makes two lists the same one.</summary>
/// <param name="Options">The options as JSON tokens.</param>
/// <param name="Cases">What they bring along, of a dynamic combo.</param>
internal readonly record struct ListContent(EquatableArray<string> Options, EquatableArray<InputCase> Cases)
{
    public static ListContent Of(InputSpec input) => new(input.Options, input.Cases);
}
