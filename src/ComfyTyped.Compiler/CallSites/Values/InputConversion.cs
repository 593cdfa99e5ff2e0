using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>Recognises the conversion of a plain value to an input, by which all assignments go.</summary>
internal static class InputConversion
{
    public static bool Is(IConversionOperation conversion, ComfySymbols symbols) =>
        conversion.OperatorMethod is { } method && symbols.IsInput(method.ReturnType) && symbols.IsInput(method.ContainingType);
}
