using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Emit;

/// <summary>What the property or parameter of a number input tells the analyzers of call sites.</summary>
internal static class RangeAttribute
{
    /// <summary>The attribute of an input with a bound, such as <c>[InputRange("KSampler.steps", "1", "10000")]</c>; null for others.</summary>
    /// <param name="owner">The node class, or the dynamic combo whose case has the input.</param>
    /// <param name="input">The input.</param>
    public static string? Of(string owner, InputSpec input) =>
        input.Kind is InputKind.Int or InputKind.Float or InputKind.Number && (input.Min ?? input.Max) is not null
            ? $"[global::ComfyTyped.CompilerServices.InputRange({CSharpLiteral.String($"{owner}.{input.Name}")}, {Literal(input.Min)}, {Literal(input.Max)})]"
            : null;

    private static string Literal(string? token) => token is null ? "null" : CSharpLiteral.String(token);
}
