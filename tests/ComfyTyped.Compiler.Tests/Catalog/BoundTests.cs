using ComfyTyped.Compiler.Catalog;

namespace ComfyTyped.Compiler.Tests.Catalog;

public class BoundTests
{
    [Theory]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709552000", "18446744073709551615")]
    [InlineData("1.8446744073709552e19", "18446744073709551615")]
    [InlineData("1.8446744073709552e+19", "18446744073709551615")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854776000", "9223372036854775807")]
    [InlineData("9.223372036854776e+18", "9223372036854775807")]
    [InlineData("-9223372036854776000", "-9223372036854775808")]
    [InlineData("-9223372036854775807", "-9223372036854775807")]
    [InlineData("-18446744073709552000", "-18446744073709551616")]
    [InlineData("-18446744073709551615", "-18446744073709551615")]
    [InlineData("1152921504606847000", "1152921504606846975")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("12345678901234567000", "12345678901234567000")]
    [InlineData("1e5", "100000")]
    [InlineData("4096.0", "4096")]
    [InlineData("0.5", "0.5")]
    [InlineData("Infinity", null)]
    [InlineData("-Infinity", null)]
    [InlineData("NaN", null)]
    [InlineData("1e400", null)]
    [InlineData(null, null)]
    public void A_bound_of_an_INT_is_the_integer_that_was_meant(string? token, string? meant) => Assert.Equal(meant, IntegerBound.Of(token));

    [Theory]
    [InlineData("FLOAT", "18446744073709552000", "18446744073709552000")]
    [InlineData("FLOAT", "Infinity", null)]
    [InlineData("FLOAT", "NaN", null)]
    [InlineData("INT", "18446744073709552000", "18446744073709551615")]
    [InlineData("INT", "\"9\"", null)]
    public void Only_an_INT_has_rounded_bounds(string type, string token, string? bound) =>
        Assert.Equal(bound, Declared.Input($$"""["{{type}}", { "max": {{token}} }]""").Max);
}
