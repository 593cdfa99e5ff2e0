using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Tests.Corpus;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Workflows;

/// <summary>A file is loaded at run time as it is compiled: with the same nodes, or refused in the same words at the same place.</summary>
public class LoadTests
{
    private const string Node = """{"class_type":"EmptyImage","inputs":{"width":64,"color":0}}""";

    public static TheoryData<string> Texts =>
    [
        $$$$"""{"1":{{{{Node}}}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}""",
        $$$$"""{"1":{{{{Node}}}},"_bridge":{"tool":"x"},"version":1.0}""",
        $$$$"""{"prompt":{"1":{{{{Node}}}}},"workflow":{"nodes":[{"id":1,"type":"EmptyImage"}],"links":[],"last_node_id":2}}""",
        """{"1":{"class_type":"A","inputs":{"x":NaN,"y":-Infinity},"is_changed":[NaN]}}""",
        """{"prompt":"{\"1\":{\"class_type\":\"A\",\"inputs\":{\"x\":\"\\u00e4\"}}}"}""",
        """{"1":{"class_type":"Unheard","inputs":{"x":["1"],"y":["9",-1],"z":[],"o":{"a":1,"a":2}}}}""",
        """{"1":{"class_type":"A"},"1":{"class_type":"B","_meta":{"title":"\ud800 lone"}}}""",
        """{"1":{"class_type":"A","inputs":{"x":"\udfff"},"_meta":{"title":"\udfff","\ud800":1}}}""",
        "\uFEFF[{\"request\":{\"1\":{\"class_type\":\"A\"}}}]",
        """{"a":{"1":{"class_type":"A"}},"b":{"1":{"class_type":"A"}}}""",
        """{"1":{"class_type":"A"},"2":{"inputs":{}},"3":{"class_type":[]},"4":{"class_type":"","inputs":1}}""",
        "{\n  \"1\": {\n    \"class_type\": \"A\",\r\n    \"inputs\": {{PROMPT}}\n  }\n}",
        """{"1":{"class_type":"A"}""",
        """{"nodes":[],"links":[],"version":0.4}""",
        """{"EmptyImage":{"input":{"required":{}},"output":["IMAGE"]}}""",
        "[1, 2]",
        "null",
        "",
        "no JSON",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_compiles_loads_and_what_is_refused_is_refused_in_the_same_words(string text) => Agree(text, SourceText.From(text));

    [Fact]
    public void Every_file_of_the_corpus_is_loaded_as_it_is_compiled()
    {
        foreach (CorpusFile file in CorpusFiles.Api.Concat(CorpusFiles.Editor))
            Agree(file.Text.ToString(), file.Text);
    }

    private static void Agree(string text, SourceText source)
    {
        switch (WorkflowFileParser.Parse(source, TestContext.Current.CancellationToken))
        {
            case WorkflowFile compiled:
                DynamicWorkflow loaded = ComfyWorkflow.Parse(text);
                Assert.Equal(compiled.Prompt.Replace(",\n", ",", StringComparison.Ordinal), loaded.ToJson().Replace(",\n", ",", StringComparison.Ordinal));
                Assert.Equal(compiled.Graph.Nodes.Select(node => (node.Id, node.ClassType)), loaded.Nodes.Select(node => (node.Id, node.ClassType)));
                break;
            case UnreadableFile unreadable:
                Refuses(text, source, [.. unreadable.Errors]);
                break;
            case OtherFile { Error: { } error }:
                Refuses(text, source, [error]);
                break;
            case EditorFile:
                Assert.Contains(EditorFile.Refusal, Assert.Throws<WorkflowFormatException>(() => ComfyWorkflow.Parse(text)).Message, StringComparison.Ordinal);
                break;
            default:
                Assert.Contains(OtherFile.Refusal, Assert.Throws<WorkflowFormatException>(() => ComfyWorkflow.Parse(text)).Message, StringComparison.Ordinal);
                break;
        }
    }

    private static void Refuses(string text, SourceText source, JsonError[] errors)
    {
        WorkflowFormatException refusal = Assert.Throws<WorkflowFormatException>(() => ComfyWorkflow.Parse(text));

        LinePosition place = source.Lines.GetLinePosition(errors[0].Span.Start);
        Assert.Equal((place.Line + 1, place.Character + 1), (refusal.Line, refusal.Column));
        Assert.All(errors, error => Assert.Contains(error.Message, refusal.Message, StringComparison.Ordinal));
    }
}
