using System.Globalization;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>Compares a number with a declared bound as the server does, and in doubt for the caller.</summary>
internal static class NumberBound
{
    /// <summary>Less than, equal to or greater than 0 as the value is to the bound; null when one of them is no number.</summary>
    public static int? Compare(InputSchema input, InputValue value, string bound)
    {
        if (value.AsDouble() is not { } number || !double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit))
            return null;

        // An INT is cut before it is compared: int(1.9) is 1.
        if (input.Type == "INT")
            number = Math.Truncate(number);

        // A FLOAT is one before it is compared. Of the others, integers are compared as such, for beyond 2^53 different ones are the same double.
        bool isExact = Int128.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 exactLimit) && input.Type != "FLOAT";
        return isExact && value.AsInteger() is { } integer ? integer.CompareTo(exactLimit) : number.CompareTo(limit);
    }
}
