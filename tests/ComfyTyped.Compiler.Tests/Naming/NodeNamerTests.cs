using System.Globalization;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Naming;
using ComfyTyped.Compiler.Tests.Workflows;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Tests.Naming;

public class NodeNamerTests
{
    [Fact]
    public void A_node_is_named_by_its_authors_title_else_by_its_class() =>
        Assert.Equal(
            ["MySampler", "KSampler", "VAEDecode", "VAEDecodeTiled", "SaveImage"],
            Names(
                "1 KSampler seed=1 \"my sampler\"",
                "2 KSampler seed=2 \"KSampler\"",
                "3 VAEDecode \" VAE Decode \"",
                "4 VAEDecodeTiled \"💩\"",
                "5 SaveImage \"\""));

    [Fact]
    public void Prompts_are_named_by_what_they_become() =>
        Assert.Equal(
            ["NegativePrompt", "PositivePrompt", "KSampler", "ControlNetApply"],
            Names(
                "1 CLIPTextEncode text=\"bad\"",
                "2 CLIPTextEncode text=\"good\"",
                "3 KSampler positive=@4.0 negative=@1.0",
                "4 ControlNetApply conditioning=@2.0"));

    [Fact]
    public void A_prompt_with_a_title_of_its_own_in_the_editors_parentheses_is_named_by_that() =>
        Assert.Equal(
            ["PositivePrompt", "NegativePrompt", "StylePrompt", "FluxGuidanceX"],
            Names(
                "1 CLIPTextEncode text=\"x\" \"CLIP Text Encode (Positive Prompt)\"",
                "2 CLIPTextEncode text=\"x\" \"CLIP Text Encode (Negative)\"",
                "3 CLIPTextEncode text=\"x\" \"CLIP Text Encode (style)\"",
                "4 FluxGuidance \"FluxGuidance (x)\""));

    [Fact]
    public void A_prompt_that_is_zeroed_for_the_negative_is_the_positive_one() =>
        Assert.Equal(
            ["PositivePrompt", "ConditioningZeroOut", "KSampler"],
            Names("1 CLIPTextEncode text=\"x\"", "2 ConditioningZeroOut conditioning=@1.0", "3 KSampler positive=@1.0 negative=@2.0"));

    [Fact]
    public void A_prompt_that_becomes_both_or_neither_keeps_its_class() =>
        Assert.Equal(
            ["CLIPTextEncode2", "CLIPTextEncode", "KSampler", "BasicGuider"],
            Names(
                "1 CLIPTextEncode text=\"x\"",
                "2 CLIPTextEncode text=\"x\"",
                "3 KSampler positive=@1.0 negative=@1.0",
                "4 BasicGuider conditioning=@2.0"));

    [Fact]
    public void Twins_that_feed_different_inputs_are_named_by_them() =>
        Assert.Equal(
            ["LoadImageForPixels", "LoadImageForMask", "VAEEncode", "LatentCompositeMasked"],
            Names("1 LoadImage", "2 LoadImage", "3 VAEEncode pixels=@1.0", "4 LatentCompositeMasked mask=@2.1"));

    [Fact]
    public void What_still_collides_is_numbered_from_the_sources_on() =>
        Assert.Equal(
            ["KSampler3", "KSampler2", "KSampler"],
            Names("1 KSampler latent_image=@2.0", "2 KSampler latent_image=@3.0", "3 KSampler"));

    [Fact]
    public void Twins_keep_the_same_number_along_their_chains() =>
        Assert.Equal(
            ["KSampler", "VAEDecode2", "SaveImage", "KSampler2", "VAEDecode", "SaveImage2"],
            Names(
                "1 KSampler",
                "2 VAEDecode samples=@9.0",
                "5 SaveImage images=@3.0",
                "9 KSampler",
                "3 VAEDecode samples=@1.0",
                "4 SaveImage images=@2.0"));

    [Fact]
    public void Ids_are_compared_as_numbers() =>
        Assert.Equal(["PreviewAny2", "PreviewAny"], Names("57:12 PreviewAny", "57:3 PreviewAny"));

    [Fact]
    public void Literals_decide_before_ids() =>
        Assert.Equal(["KSampler2", "KSampler"], Names("1 KSampler seed=2", "2 KSampler seed=1"));

    [Fact]
    public void Members_of_the_generated_class_are_not_hidden() =>
        Assert.Equal(["NodesNode", "NodesNode2", "TextToImageNode"], Names("1 A x=1 \"Nodes\"", "2 B \"nodes\"", "3 C \"text to image\""));

    [Fact]
    public void Numbers_do_not_collide_with_titles() =>
        Assert.Equal(["KSampler", "KSampler3", "KSampler2"], Names("1 KSampler seed=1", "2 KSampler seed=2", "3 KSampler \"KSampler2\""));

    [Fact]
    public void A_class_without_any_letter_is_a_node() => Assert.Equal(["Node"], Names("1 ⚙"));

    [Fact]
    public void Cycles_and_dangling_links_do_no_harm() =>
        Assert.Equal(
            ["KSampler", "KSampler2", "KSampler3"],
            Names("1 KSampler latent_image=@2.0 model=@1.0", "2 KSampler latent_image=@1.0", "3 KSampler latent_image=@77.0 seed=@3.0")
                .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("chain")]
    [InlineData("twins")]
    [InlineData("pairs")]
    public void Ten_thousand_nodes_get_names_of_their_own(string shape)
    {
        WorkflowGraph graph = Graphs.Of([.. Enumerable.Range(0, 10_000).Select(i => shape switch
        {
            "chain" => i == 0 ? "0 KSampler" : Line($"{i} KSampler latent_image=@{i - 1}.0"),
            "twins" => Line($"{i} KSampler"),
            _ => i % 2 == 0 ? Line($"{i} KSampler") : Line($"{i} VAEDecode samples=@{i - 1}.0"),
        })]);
        ClassTable table = Table(graph);

        IReadOnlyList<string> names = NodeNamer.Name(graph, table, []);

        Assert.Equal(10_000, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Names(params string[] lines)
    {
        WorkflowGraph graph = Graphs.Of(lines);
        return NodeNamer.Name(graph, Table(graph), ["Nodes", "TextToImage"]);
    }

    private static ClassTable Table(WorkflowGraph graph) => ClassTable.Build(
        [UsageCollector.Collect(graph, TestContext.Current.CancellationToken)],
        NodeCatalog.Core,
        TestContext.Current.CancellationToken);
}
