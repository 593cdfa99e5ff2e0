using System.Text;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Tests.Workflows;

public class ChoicesTests
{
    [Theory]
    [InlineData("""{"__value__":["a","b"]}""", "a,b")]
    [InlineData("""["a"]""", "a")]
    [InlineData("""{"__value__":[]}""", "")]
    [InlineData("""{"__value__":["a",1]}""", null)]
    [InlineData("""{"other":["a"]}""", null)]
    [InlineData("""{"__value__":"a"}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("\"a\"", null)]
    [InlineData("""["1",0]""", null)]
    public void The_chosen_options_of_a_file_can_be_read(string json, string? options)
    {
        InputValue value = InputValue.FromToken(InputToken.Read("x", Encoding.UTF8.GetBytes(json)));

        Assert.Equal(options, value.AsStrings() is { } texts ? string.Join(',', texts) : null);
    }
}
