using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>A constant that goes to a number input lies between the declared bounds.</summary>
internal sealed class NumberIsInRange() : CallSiteRule(OperationKind.Conversion)
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(CallSiteDescriptors.ValueOutOfRange);

    public override void Check(CallSite site)
    {
        var conversion = (IConversionOperation)site.Operation;
        if (!InputConversion.Is(conversion, site.Symbols)
            || Assignment.TargetOf(conversion) is not { } target
            || DeclaredRange.Of(target, site.Symbols.InputRange) is not { } range)
            return;

        foreach (IOperation constant in Assignment.Constants(conversion.Operand))
        {
            if (ConstantNumber.TokenOf(constant.ConstantValue.Value) is not { } number)
                continue;
            if (range.Min is { } min && PythonNumber.Compare(number, min) < 0)
                Report(site, constant, target, number, "below the minimum", range.Input, min);
            else if (range.Max is { } max && PythonNumber.Compare(number, max) > 0)
                Report(site, constant, target, number, "above the maximum", range.Input, max);
        }
    }

    private static void Report(CallSite site, IOperation constant, ISymbol target, string number, string where, string input, string bound)
    {
        ImmutableDictionary<string, string?> fix = ImmutableDictionary<string, string?>.Empty;
        if (ConstantNumber.LiteralOf(bound, constant.ConstantValue.Value) is { } literal)
            fix = fix.Add(FixProperties.Replacement, literal);
        site.Report(CallSiteDescriptors.ValueOutOfRange, constant, fix, target.Name, number, where, input, bound);
    }
}
