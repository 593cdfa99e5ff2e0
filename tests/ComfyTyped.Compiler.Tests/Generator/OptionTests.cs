namespace ComfyTyped.Compiler.Tests.Generator;

public class OptionTests
{
    private const string Several = """["COMBO", { "options": ["day", "fog"], "multiselect": true }]""";

    [Theory]
    [InlineData("[4, 8, 12]", "IntInput", "8", "9")]
    [InlineData("[4, 8.5]", "FloatInput", "4", "8")]
    [InlineData("[true, false]", "BoolInput", "true", null)]
    [InlineData("[true]", "BoolInput", "true", "false")]
    [InlineData("[\"auto\", 1, true]", "AnyInput", "\"auto\"", "\"manual\"")]
    [InlineData("[\"auto\", 2]", "AnyInput", "2.0", "\"2\"")]
    [InlineData("[1, \"x\"]", "AnyInput", "true", "false")]
    public void Options_that_are_no_texts_have_their_own_input_and_are_checked(string options, string type, string good, string? bad)
    {
        foreach (string declaration in new[] { $"[{options}]", $$"""["COMBO", { "options": {{options}} }]""" })
        {
            string catalog = UserCode.Catalog(declaration);
            Assert.Contains($"public global::ComfyTyped.{type} X", UserCode.Compile(catalog, "var node = new Taker();").Node("Taker"), StringComparison.Ordinal);
            Assert.Empty(Problems(catalog, good));
            if (bad is not null)
                Assert.Equal(ValidationProblemKind.NotAnOption, Assert.Single(Problems(catalog, bad)).Kind);
        }
    }

    [Theory]
    [InlineData("[X.Day, X.Fog]", """{"__value__":["day","fog"]}""")]
    [InlineData("[]", """{"__value__":[]}""")]
    [InlineData("new[] { \"day\", \"new\" }", """{"__value__":["day","new"]}""")]
    [InlineData("new[] { X.Fog }", """{"__value__":["fog"]}""")]
    public void Several_options_can_be_assigned_and_are_written_as_a_list(string value, string json) => Assert.Equal(
        $$"""{"x":{{json}}}""",
        UserCode.InputsOf(UserCode.Catalog(Several), $$"""
            var node = new Taker { X = {{value}} };
            foreach (X one in node.X)
                System.ArgumentNullException.ThrowIfNull(one.Value);
            """));

    [Fact]
    public void Each_of_several_options_is_checked()
    {
        Assert.Empty(Problems(UserCode.Catalog(Several), """{ "__value__": ["day", "fog"] }"""));
        Assert.Equal(ValidationProblemKind.NotAnOption, Assert.Single(Problems(UserCode.Catalog(Several), """{ "__value__": ["day", "fgo"] }""")).Kind);
    }

    [Fact]
    public void An_option_may_be_called_as_its_list() => Assert.Equal(
        """{"x":"x"}""",
        UserCode.InputsOf(UserCode.Catalog("""[["x", "y"]]"""), "var node = new Taker { X = X.XOption };"));

    [Fact]
    public void Their_options_are_in_the_documentation() => Assert.Contains(
        "Options: <c>4</c>, <c>8</c>",
        UserCode.Compile(UserCode.Catalog("[[4, 8]]"), "var node = new Taker();").Node("Taker"),
        StringComparison.Ordinal);

    private static IReadOnlyList<ValidationProblem> Problems(string catalog, string value)
    {
        GeneratorRun run = GeneratorRun.Of(
            new InMemoryFile("/src/MyApp/object_info.json", catalog),
            new InMemoryFile("/src/MyApp/workflows/a.json", $$"""{ "1": { "class_type": "Taker", "inputs": { "x": {{value}} } } }"""));
        return run.Create("MyApp.Workflows.A").Validate();
    }
}
