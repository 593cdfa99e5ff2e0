using ComfyTyped.CompilerServices;
using ComfyTyped.Core.Rules;
using ComfyTyped.Validation;

namespace ComfyTyped.Tests.Validation;

public class BoundTests
{
    [Theory]
    [InlineData(ulong.MaxValue, "18446744073709551615", 0)]
    [InlineData(ulong.MaxValue, "18446744073709551614", 1)]
    [InlineData(ulong.MaxValue - 1, "18446744073709551615", -1)]
    [InlineData(9223372036854775808, "9223372036854775807", 1)]
    public void An_integer_is_compared_with_a_large_bound_exactly(ulong value, string bound, int expected) =>
        Assert.Equal(expected, Compare("INT", InputValue.FromInteger(value), bound));

    [Theory]
    [InlineData(long.MinValue, "-9223372036854775808", 0)]
    [InlineData(long.MinValue, "-18446744073709551616", 1)]
    [InlineData(long.MinValue + 1, "-9223372036854775808", 1)]
    public void So_is_a_negative_one(long value, string bound, int expected) => Assert.Equal(expected, Compare("INT", InputValue.FromInteger(value), bound));

    [Theory]
    [InlineData("18446744073709551615", 1)]
    [InlineData("18446744073709551616", 0)]
    [InlineData("18446744073709551615.0", 0)]
    public void A_float_is_rounded_before_it_is_compared_and_an_integer_bound_is_not(string bound, int expected) =>
        Assert.Equal(expected, Compare("FLOAT", InputValue.FromInteger(ulong.MaxValue), bound));

    [Theory]
    [InlineData("4", true)]
    [InlineData("4.0", true)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", true)]
    [InlineData("\"auto\"", true)]
    [InlineData("9007199254740993", true)]
    [InlineData("9007199254740992", false)]
    [InlineData("\"4\"", false)]
    [InlineData("5", false)]
    [InlineData("null", false)]
    [InlineData("{}", false)]
    public void An_option_that_is_no_text_is_compared_as_Python_does(string literal, bool isOption) => Assert.Equal(
        isOption,
        new[] { "\"auto\"", "4", "true", "0.0", "9007199254740993" }.Any(
            option => OptionToken.Is(Literals.Of(InputValue.FromToken(InputToken.Read("x", System.Text.Encoding.UTF8.GetBytes(literal))))!, option)));

    private static int Compare(string type, InputValue value, string bound) => Math.Sign(PythonNumber.Compare(PythonNumber.TokenFor(Literals.Of(value)!, type)!, bound));
}
