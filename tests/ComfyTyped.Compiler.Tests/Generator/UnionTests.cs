namespace ComfyTyped.Compiler.Tests.Generator;

public class UnionTests
{
    private const string ImageOrMask = """["IMAGE, MASK"]""";
    private const string Match = """["COMFY_MATCHTYPE_V3", {"template": {"template_id": "t", "allowed_types": "MASK,IMAGE"}}]""";

    [Theory]
    [InlineData(ImageOrMask)]
    [InlineData(Match)]
    public void An_input_of_several_types_takes_each_of_them(string declaration)
    {
        string catalog = UserCode.Catalog(declaration, "IMAGE", "MASK", "*");

        foreach ((string output, int slot) in new[] { ("giver.Image", 0), ("giver.Mask", 1), ("giver.Output2", 2), ("giver.Image.Output", 0) })
        {
            Assert.Equal($$"""{"x":["1",{{slot}}]}""", UserCode.InputsOf(catalog, $$"""
                var giver = graph.Add(new Giver());
                var node = new Taker { X = {{output}} };
                """));
        }
    }

    [Theory]
    [InlineData(ImageOrMask)]
    [InlineData(Match)]
    public void A_link_of_another_type_and_a_literal_do_not_compile(string declaration)
    {
        string catalog = UserCode.Catalog(declaration, "IMAGE", "LATENT");

        Assert.Equal(["CS0029"], UserCode.ErrorsOf(catalog, "var node = new Taker { X = new Giver().Latent };"));
        Assert.Equal(["CS0029"], UserCode.ErrorsOf(catalog, "var node = new Taker { X = 5 };"));
        Assert.Empty(UserCode.ErrorsOf(catalog, "var node = new Taker { X = new Giver().Image };"));
    }

    [Theory]
    [InlineData("IMAGE,FLOAT", "2", "2")]
    [InlineData("IMAGE,FLOAT", "0.5", "0.5")]
    [InlineData("IMAGE,INT,FLOAT", "18446744073709551615", "18446744073709551615")]
    [InlineData("IMAGE,INT,FLOAT", "0.5", "0.5")]
    [InlineData("STRING,FILE_3D_GLB", "\"a.glb\"", "\"a.glb\"")]
    [InlineData("BOOLEAN,IMAGE", "true", "true")]
    [InlineData("COMBO,STRING", "\"a\"", "\"a\"")]
    [InlineData("IMAGE,CURVE", "System.Text.Json.JsonDocument.Parse(\"[1,2]\").RootElement", """{"__value__":[1,2]}""")]
    public void Literals_of_the_members_can_be_assigned(string type, string literal, string json) =>
        Assert.Equal($$"""{"x":{{json}}}""", UserCode.InputsOf(UserCode.Catalog($"""["{type}"]""", "IMAGE"), $$"""var node = new Taker { X = {{literal}} };"""));

    [Theory]
    [InlineData("IMAGE,FLOAT", "\"a\"", "CS0029")]
    [InlineData("IMAGE,INT", "0.5", "CS0266")]
    [InlineData("IMAGE,STRING", "1", "CS0029")]
    public void Literals_of_other_types_do_not_compile(string type, string literal, string error) =>
        Assert.Equal([error], UserCode.ErrorsOf(UserCode.Catalog($"""["{type}"]""", "IMAGE"), $$"""var node = new Taker { X = {{literal}} };"""));

    [Fact]
    public void A_union_with_one_list_of_types_is_one_type_whatever_their_order()
    {
        GeneratorRun run = GeneratorRun.Of(
            [new InMemoryFile("/src/MyApp/object_info.json", """
                { "Taker": { "input": { "required": { "a": ["IMAGE,MASK"], "b": ["MASK, IMAGE"], "c": ["VAE,X Y,é"], "d": ["Z,a,b,c,d,e"] } }, "output": [] } }
                """)],
            new(GeneratorRun.DefaultProperties) { ["ComfyRequestedNodes"] = "Taker" });

        Assert.Equal(
            ["Inputs/ImageOrMaskInput.g.cs", "Inputs/VaeOrXYOrÉInput.g.cs", "Inputs/ZOrAOrBOr3OthersInput.g.cs"],
            run.Result.GeneratedSources.Select(source => source.HintName).Where(name => name.StartsWith("Inputs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void A_match_type_of_one_type_is_an_input_of_that_type_and_of_any_takes_anything()
    {
        GeneratorRun run = GeneratorRun.Of(
            [new InMemoryFile("/src/MyApp/object_info.json", """
                { "Taker": { "input": { "required": {
                    "a": ["COMFY_MATCHTYPE_V3", {"template": {"allowed_types": "LATENT"}}],
                    "b": ["COMFY_MATCHTYPE_V3", {"template": {"allowed_types": "*"}}] } }, "output": [] } }
                """)],
            new(GeneratorRun.DefaultProperties) { ["ComfyRequestedNodes"] = "Taker" });

        Assert.Contains("public global::ComfyTyped.Input<global::ComfyTyped.Types.Latent> A", run.Node("Taker"), StringComparison.Ordinal);
        Assert.Contains("public global::ComfyTyped.AnyInput B", run.Node("Taker"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_generated_union_is_as_verified()
    {
        GeneratorRun run = UserCode.Compile(UserCode.Catalog("""["IMAGE,FLOAT"]""", "IMAGE"), "var node = new Taker();");

        GoldenFile.Verify(run, "Inputs/FloatOrImageInput");
        Assert.Empty(run.Complaints());
    }
}
