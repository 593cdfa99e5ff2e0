using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Core;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Workflows;

public class WorkflowFileParserTests
{
    private const string Prompt = """{"1":{"class_type":"SaveImage","inputs":{"images":["2",0]}}}""";

    private const string PromptAsString = """
        "{\"1\":{\"class_type\":\"SaveImage\",\"inputs\":{\"images\":[\"2\",0]}}}"
        """;

    [Theory]
    [InlineData(Prompt)]
    [InlineData("\uFEFF" + Prompt + "\r\n")]
    [InlineData("""{"prompt":""" + Prompt + ""","client_id":"x"}""")]
    [InlineData("""{"output":""" + Prompt + ""","workflow":{"nodes":[],"links":[]}}""")]
    [InlineData("""{"input":{"workflow":""" + Prompt + "}}")]
    [InlineData("""{"tests":[{"input":{"workflow":""" + Prompt + "}}]}")]
    [InlineData("""{"workflow":"{\"nodes\":[]}","prompt":""" + PromptAsString + "}")]
    [InlineData("""{"_meta":{"version":1},"note":"mine","1":{"class_type":"SaveImage","inputs":{"images":["2",0]}},"_x":{"inputs":{}}}""")]
    public void One_prompt_is_found_in_its_wrapper(string text) =>
        Assert.Equal(Prompt, Assert.IsType<WorkflowFile>(Parse(text)).Prompt);

    [Fact]
    public void Everything_of_a_node_has_its_place()
    {
        const string Text = """{ "57:3": { "inputs": { "a b": ["4", 1], "seed": 5 }, "class_type": "KSampler", "_meta": { "title": "\u0041" } } }""";
        WorkflowNode node = Assert.Single(Assert.IsType<WorkflowFile>(Parse(Text)).Graph.Nodes);
        Assert.Equal(("57:3", "\"57:3\""), (node.Id, Slice(Text, node.IdSpan)));
        Assert.Equal(("KSampler", "\"KSampler\""), (node.ClassType, Slice(Text, node.ClassTypeSpan)));
        Assert.Equal(("A", "\"\\u0041\""), (node.Title, Slice(Text, node.TitleSpan!.Value)));
        Assert.Equal("\"a b\"", Slice(Text, node.Inputs[0].NameSpan));
        LinkValue link = Assert.IsType<LinkValue>(node.Inputs[0].Value);
        Assert.Equal(("4", 1, """["4", 1]"""), (link.NodeId, link.Slot, Slice(Text, link.Span)));
        Assert.Equal("5", Slice(Text, Assert.IsType<LiteralValue>(node.Inputs[1].Value).Span));
    }

    [Theory]
    [InlineData("""["1", 0]""", 0)]
    [InlineData("""["1", 0.0]""", LinkValue.NoSlot)]
    [InlineData("""["1", -1]""", -1)]
    [InlineData("""["1", 99999999999]""", LinkValue.NoSlot)]
    public void An_array_of_a_string_and_a_number_is_a_link(string value, int slot) =>
        Assert.Equal(slot, Assert.IsType<LinkValue>(ValueOf(value)).Slot);

    [Theory]
    [InlineData("[1, 0]")]
    [InlineData("""["1"]""")]
    [InlineData("""["1", "0"]""")]
    [InlineData("""["1", 0, 0]""")]
    [InlineData("""{"__value__": ["1", 0]}""")]
    [InlineData("null")]
    public void Anything_else_is_a_literal(string value) => Assert.IsType<LiteralValue>(ValueOf(value));

    [Theory]
    [InlineData("""{"1":{"class_type":"A","inputs":{"text":{{PROMPT}}}}}""", "{{PROMPT}}", "{{PROMPT}}")]
    [InlineData("""{"a":{"1":{"class_type":"A"}},"b":[{"2":{"class_type":"B"}}]}""", "2 prompts (.a, .b[0])", "{")]
    [InlineData("""{"1":{"class_type":"A"},"2":{"inputs":{"x":1}}}""", "Node '2' has no class_type", "\"2\"")]
    [InlineData("""{"1":{"class_type":7}}""", "class_type of node '1' is no string", "7")]
    [InlineData("""{"1":{"class_type":""}}""", "class_type of node '1' is empty", "\"\"")]
    [InlineData("""{"1":{"class_type":"A","inputs":[]}}""", "inputs of node '1' are no object", "[]")]
    [InlineData("""{"1":{"class_type":"A"}""", "'}' is missing", "")]
    public void A_file_that_means_to_be_a_workflow_says_what_is_wrong_and_where(string text, string message, string place)
    {
        UnreadableFile file = Assert.IsType<UnreadableFile>(Parse(text));
        Assert.Contains(message, file.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(place, Slice(text, file.Errors[0].Span));
    }

    [Fact]
    public void All_malformed_nodes_are_told_at_once() =>
        Assert.Equal(2, Assert.IsType<UnreadableFile>(Parse("""{"1":{"class_type":7},"2":{"class_type":null},"3":{"class_type":"A"}}""")).Errors.Length);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("not JSON at all")]
    [InlineData("{\"name\":")]
    [InlineData("""{"name":"package","dependencies":{"a":"1"}}""")]
    [InlineData("""{"nodes":[{"id":1}],"edges":[]}""")]
    [InlineData("""{"build":{"input":"src","output":"dist"}}""")]
    [InlineData("""{"x":{"build":{"input":"src","output":"dist"}}}""")]
    public void Other_JSON_is_none_of_our_business(string text) => Assert.IsType<OtherFile>(Parse(text));

    [Theory]
    [InlineData("""{"last_node_id":1,"nodes":[{"id":1,"type":"KSampler"}],"links":[]}""")]
    [InlineData("""{"id":"x","workflow":{"nodes":[{"id":1,"type":"KSampler"}],"links":[]}}""")]
    public void The_editors_format_is_recognised(string text) => Assert.IsType<EditorFile>(Parse(text));

    [Theory]
    [InlineData("""{"A":{"input":{"required":{"x":["INT"]}},"output":[]}}""")]
    [InlineData("""{"A":{"name":"A","output":["INT"],"input":{}},"B":{}}""")]
    [InlineData("""{"status":200,"object_info":{"A":{"input":{},"output":[]}}}""")]
    public void A_catalog_is_recognised(string text) =>
        Assert.NotNull(Assert.IsType<CatalogFile>(Parse(text)).Index.Find("A"));

    private static WorkflowValue ValueOf(string value) =>
        Assert.IsType<WorkflowFile>(Parse($$$"""{"1":{"class_type":"A","inputs":{"x":{{{value}}} } } }""")).Graph.Nodes[0].Inputs[0].Value;

    private static string Slice(string text, SourceSpan span) => text.Substring(span.Start, span.Length);

    private static ParsedFile Parse(string text) =>
        WorkflowFileParser.Parse(SourceText.From(text), TestContext.Current.CancellationToken);
}
