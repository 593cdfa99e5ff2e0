using ComfyTyped.Compiler.Json;
using ComfyTyped.Compiler.Models;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Rules;

/// <summary>An input that is a literal and is declared by its class.</summary>
/// <param name="Node">The node that has it.</param>
/// <param name="Spec">What is declared of it.</param>
/// <param name="WireName">Its name in the file.</param>
/// <param name="Literal">Its value, without the wrapper of an array.</param>
internal sealed record LiteralInput(CheckedNode Node, InputSpec Spec, string WireName, JsonNode Literal)
{
    /// <summary>The input with its class, for messages: <c>KSampler.steps</c>.</summary>
    public string Name => $"{Node.ClassType}.{WireName}";

    /// <summary>The place of the value.</summary>
    public TextSpan Span => Literal.Span;

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

    /// <summary>
    /// The cases of a dynamic combo may declare one name with different bounds and options, and only the first declaration is kept.
    /// </summary>
    public bool IsOfDynamicCombo => WireName.IndexOf('.') >= 0;
}
