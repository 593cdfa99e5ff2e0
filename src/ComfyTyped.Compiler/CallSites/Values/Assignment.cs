using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>Finds what a value goes to, and the constants that it may be.</summary>
internal static class Assignment
{
    /// <summary>The property or parameter that a value goes to, through ternaries, switch expressions and conversions; null when it goes elsewhere.</summary>
    public static ISymbol? TargetOf(IOperation value)
    {
        for (IOperation? parent = value.Parent; parent is not null; (value, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case ISimpleAssignmentOperation assignment when assignment.Value == value:
                    return (assignment.Target as IPropertyReferenceOperation)?.Property;
                case IArgumentOperation argument:
                    return argument.Parameter;
                case IConversionOperation:
                case IConditionalOperation conditional when conditional.Condition != value:
                case ISwitchExpressionArmOperation arm when arm.Value == value:
                case ISwitchExpressionOperation choice when choice.Value != value:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The constants among what a value may be.</summary>
    public static IEnumerable<IOperation> Constants(IOperation value) => value switch
    {
        { ConstantValue.HasValue: true } => [value],
        IConversionOperation { OperatorMethod: null } conversion => Constants(conversion.Operand),
        IConditionalOperation { WhenFalse: { } otherwise } conditional => Constants(conditional.WhenTrue).Concat(Constants(otherwise)),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Constants(arm.Value)),
        _ => [],
    };
}
