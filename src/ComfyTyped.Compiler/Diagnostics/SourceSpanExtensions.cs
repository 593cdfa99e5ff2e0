using ComfyTyped.Core;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Diagnostics;

/// <summary>Where Roslyn has the places of the core.</summary>
internal static class SourceSpanExtensions
{
    public static TextSpan ToTextSpan(this SourceSpan span) => new(span.Start, span.Length);
}
