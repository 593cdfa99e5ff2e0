using System.Collections.Immutable;
using ComfyTyped.Core;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Rules;

/// <summary>Something that a rule has found in a workflow file.</summary>
/// <param name="Descriptor">What kind of thing.</param>
/// <param name="Span">The place in the file.</param>
/// <param name="Arguments">What fills the message.</param>
/// <param name="Replacement">The JSON token that should stand in the place; null when nobody knows.</param>
internal sealed record Finding(DiagnosticDescriptor Descriptor, SourceSpan Span, ImmutableArray<string> Arguments, string? Replacement = null);
