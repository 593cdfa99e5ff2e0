namespace ComfyTyped.Compiler.Tests.Rules;

public class LinkRuleTests
{
    [Fact]
    public void A_linked_node_is_in_the_file() => Assert.Equal(
        "SaveImage.images is linked to the node '99', which the file does not have",
        RuleText.Verify("CT1003", """
            {
              "1": { "class_type": "SaveImage", "inputs": { "images": [«"99"», 0], "filename_prefix": "x" } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["3", 0], "filename_prefix": "x" } },
              "3": { "class_type": "LoadImage", "inputs": { "image": "a.png" } }
            }
            """));

    [Theory]
    [InlineData("2", "its slots are 0 to 1")]
    [InlineData("-3", "its slots are 0 to 1")]
    [InlineData("0.5", "its slots are 0 to 1")]
    public void A_slot_is_one_that_the_node_has(string slot, string hint)
    {
        Assert.Contains(hint, RuleText.Verify("CT1004", Loading($"«{slot}»")), StringComparison.Ordinal);
        RuleText.Verify("CT1004", Loading("1"));

        static string Loading(string slot) => $$"""
            {
              "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", {{slot}}], "filename_prefix": "x" } }
            }
            """;
    }

    [Theory]
    [InlineData("[\"*\"]", "custom_nodes.switch-pack", "3")]
    [InlineData("[\"*\"]", "custom_nodes.switch-pack", "«-2»")]
    [InlineData("[\"*\"]", "custom_nodes.switch-pack", "-1")]
    [InlineData("[\"*\", \"INT\"]", "custom_nodes.switch-pack", "«3»")]
    [InlineData("[\"*\"]", "comfy_extras.nodes_logic", "«3»")]
    [InlineData("[]", "custom_nodes.switch-pack", "«3»")]
    public void A_switch_of_a_custom_pack_may_have_more_slots_than_the_catalog_shows(string outputs, string pack, string slot) => RuleText.Verify(
        "CT1004",
        $$"""
        {
          "1": { "class_type": "Switch", "inputs": {} },
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", {{slot}}], "filename_prefix": "x" } }
        }
        """,
        $$"""{ "Switch": { "input": { "required": {} }, "output": {{outputs}}, "python_module": "{{pack}}" } }""");

    [Fact]
    public void The_types_of_a_link_match()
    {
        string? message = RuleText.Verify("CT1005", """
            {
              "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
              "2": { "class_type": "SaveImage", "inputs": { "images": «["1", 1]», "filename_prefix": "x" } },
              "3": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } }
            }
            """);

        Assert.StartsWith("SaveImage.images takes IMAGE, but LoadImage[1] gives MASK", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IMAGE", "*")]
    [InlineData("*", "IMAGE")]
    [InlineData("MASK, IMAGE", "IMAGE,LATENT")]
    [InlineData("COMFY_MATCHTYPE_V3", "IMAGE")]
    public void Wildcards_and_unions_that_share_a_member_match(string output, string input) => RuleText.Verify("CT1005", Chain, Pair(output, input));

    [Theory]
    [InlineData("INT", "FLOAT")]
    [InlineData("MASK,LATENT", "IMAGE")]
    [InlineData("IMAGE", "image")]
    public void Other_types_do_not(string output, string input) =>
        RuleText.Verify("CT1005", Chain.Replace("""["1", 0]""", """«["1", 0]»""", StringComparison.Ordinal), Pair(output, input));

    [Theory]
    [InlineData("""«["1"]»""")]
    [InlineData("""«[1, 0]»""")]
    [InlineData("""«["1", 0, 0]»""")]
    [InlineData("""["1", 0]""")]
    [InlineData("""{ "__value__": ["1"] }""")]
    public void An_array_is_a_link(string value) => RuleText.Verify("CT1011", $$"""
        { "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } }, "2": { "class_type": "PreviewImage", "inputs": { "images": {{value}} } } }
        """);

    [Theory]
    [InlineData("VAE", "«\"foo\"»")]
    [InlineData("IMAGE,MASK", "«0»")]
    [InlineData("VAE", "{ \"__value__\": «[1]» }")]
    [InlineData("VAE", "«null»")]
    [InlineData("VAE", "[1]")]
    [InlineData("VAE", "\"%vae%\"")]
    [InlineData("VAE", "[\"2\", 0]")]
    [InlineData("STRING\", { \"forceInput\": true }, \"", "\"foo\"")]
    [InlineData("FLOATS", "{ \"__value__\": [1] }")]
    [InlineData("MY_WIDGET", "\"foo\"")]
    [InlineData("IMAGE,MY_WIDGET", "\"foo\"")]
    [InlineData("*", "\"foo\"")]
    public void No_literal_stands_where_only_a_node_can_make_the_value(string type, string value) =>
        RuleText.Verify("CT1026", Catalogs.Painting($"\"value\": {value}"), Catalogs.Paint($"\"value\": [\"{type}\"]"));

    [Fact]
    public void A_literal_for_a_link_is_told_to_fail_later() => Assert.Equal(
        "VAEDecode.vae needs a link to VAE; the server takes 'foo', and the node fails when it runs",
        RuleText.Verify("CT1026", """
            {
              "1": { "class_type": "VAEDecode", "inputs": { "samples": ["3", 0], "vae": «"foo"» } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } },
              "3": { "class_type": "EmptyLatentImage", "inputs": { "width": 64, "height": 64, "batch_size": 1 } }
            }
            """));

    private const string Chain = """{ "1": { "class_type": "Source", "inputs": {} }, "2": { "class_type": "Sink", "inputs": { "value": ["1", 0] } } }""";

    private static string Pair(string output, string input) => $$$"""
        {
          "Source": { "input": {}, "output": ["{{{output}}}"] },
          "Sink": { "input": { "required": { "value": ["{{{input}}}"] } }, "output": [], "output_node": true }
        }
        """;
}
