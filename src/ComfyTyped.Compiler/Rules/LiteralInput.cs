using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Rules;

/// <summary>An input that is a literal and is declared by its class.</summary>
/// <param name="Node">The node that has it.</param>
/// <param name="Spec">What is declared of it.</param>
/// <param name="WireName">Its name in the file.</param>
/// <param name="Literal">Its value, without its wrapper.</param>
/// <param name="IsWrapped">Whether the value stands in an object with <c>__value__</c>, so that an array is no link.</param>
internal sealed record LiteralInput(CheckedNode Node, InputSpec Spec, string WireName, JsonNode Literal, bool IsWrapped)
{
    /// <summary>The input with its class, for messages: <c>KSampler.steps</c>.</summary>
    public string Name => $"{Node.ClassType}.{WireName}";

    /// <summary>Whether the server makes an integer of the value; it does so also where the editor takes links only.</summary>
    public bool IsInt => Spec.Type == TypeName.Int;

    /// <summary>Whether the server makes a float of the value; it does so also where the editor takes links only.</summary>
    public bool IsFloat => Spec.Type == TypeName.Float;

    /// <summary>Whether the server takes the value for a link although it can be none.</summary>
    public bool IsBadLink => Literal is JsonArray && !IsWrapped;

    /// <summary>The place of the value.</summary>
    public SourceSpan Span => Literal.Span;

    /// <summary>The value as written, short enough for a message.</summary>
    public string Shown
    {
        get
        {
            const int Longest = 60;
            string text = Literal is JsonString value ? $"'{value.Unescape()}'" : JsonMinifier.Minify(Literal);
            return text.Length <= Longest ? text : text.Substring(0, Longest) + "...";
        }
    }
}
