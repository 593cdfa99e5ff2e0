using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Naming;

public class WorkflowModelBuilderTests
{
    private const string Grouped = """
        {
          "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "a \u0041", "clip": ["1", 1]}, "_meta": {"title": "TEXT_positive"}},
          "8": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["1", 1]}, "_meta": {"title": "TEXT_negative"}},
          "9": {"class_type": "SaveImage", "inputs": {"list": [1, 2], "o": {"a": 1.0}}, "_meta": {"title": "OUT_x"}},
          "1": {"class_type": "CheckpointLoaderSimple", "inputs": {}, "_meta": {"title": "Text"}}
        }
        """;

    [Fact]
    public void A_model_has_the_nodes_in_the_order_of_the_file_with_their_literals()
    {
        WorkflowModel model = Build(Grouped);
        Assert.Equal("file.json", model.FileName);
        Assert.StartsWith("""{"7":{"class_type":"CLIPTextEncode",""", model.Prompt, StringComparison.Ordinal);
        Assert.Equal(["7 TextPositive False", "8 TextNegative False", "9 OutX True", "1 Text False"], model.Nodes.Select(node => $"{node.Id} {node.PropertyName} {node.IsOutput}"));
        Assert.Equal([new InputLiteral("text", "\"a \\u0041\"")], model.Nodes[0].Literals);
        Assert.Equal([new InputLiteral("list", "[1,2]"), new InputLiteral("o", """{"a":1.0}""")], model.Nodes[2].Literals);
        Assert.Equal("TEXT_positive", model.Nodes[0].Title);
    }

    [Fact]
    public void Titles_with_a_common_prefix_are_a_group()
    {
        NodeGroup group = Assert.Single(Build(Grouped).Groups);
        Assert.Equal(("TextGroup", "TEXT_"), (group.PropertyName, group.Prefix));
        Assert.Equal([new NodeGroupMember("Negative", "TextNegative"), new NodeGroupMember("Positive", "TextPositive")], group.Members);
    }

    [Fact]
    public void A_file_that_is_only_formatted_anew_makes_an_equal_model() =>
        Assert.Equal(Build(Grouped), Build("\r\n" + Grouped.Replace("\n", "\r\n  ", StringComparison.Ordinal)));

    private static WorkflowModel Build(string text)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        WorkflowFile file = Assert.IsType<WorkflowFile>(WorkflowFileParser.Parse(SourceText.From(text), cancellationToken));
        ClassTable table = ClassTable.Build([UsageCollector.Collect(file.Graph, cancellationToken)], NodeCatalog.Core, cancellationToken);
        return WorkflowModelBuilder.Build(file, table, "file.json", [], cancellationToken);
    }
}
