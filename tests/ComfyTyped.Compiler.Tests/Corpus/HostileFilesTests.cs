using System.Text;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Core.Workflows;
using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Corpus;

/// <summary>Whatever is in a file, the compiler of the user's project must not fall over it.</summary>
public class HostileFilesTests
{
    private const string Sample = """
        {"7": {"class_type": "CLIPTextEncode", "inputs": {"text": "a", "clip": ["4", 1], "n": [1, 2.5e3, null, true]}, "_meta": {"title": "TEXT_a"}},
         "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "x.safetensors"}}, "prompt": "{\"1\":{\"class_type\":\"A\"}}"}
        """;

    private const string CatalogSample = """
        {"A": {"input": {"required": {"a": ["INT", {"min": 1}], "b": [["x", 2]], "c": ["COMFY_DYNAMICCOMBO_V3", {"options": [{"key": "k", "inputs": {"required": {"z": ["INT"]}}}]}],
         "d": ["COMFY_AUTOGROW_V3", {"template": {"input": {"required": {"i": ["IMAGE"]}}}}]}, "hidden": {"h": "PROMPT"}}, "input_order": {"required": ["b", "a"]},
         "output": ["IMAGE", ["x"]], "output_name": ["i", null], "display_name": null}}
        """;

    [Fact]
    public void A_damaged_workflow_never_throws() => Damaged(Sample).Sample(text => { Compile(text); });

    [Fact]
    public void A_damaged_catalog_never_throws() => Damaged(CatalogSample).Sample(text =>
    {
        CatalogIndex index = CatalogIndexer.Index(SourceText.From(text), TestContext.Current.CancellationToken);
        foreach (string name in index.Classes.Keys)
            index.Find(name);
        WorkflowFileParser.Parse(SourceText.From(text), TestContext.Current.CancellationToken);
    });

    [Theory]
    [InlineData("emoji 🎨👨‍👩‍👧")]
    [InlineData("\\\"; System.Environment.Exit(1); //")]
    [InlineData("*/ evil /*")]
    [InlineData("line\\nbreak\\r\\u2028")]
    [InlineData("\\u202Eabc\\u202C")]
    [InlineData("\\ud83d")]
    [InlineData("\\u0000")]
    [InlineData("class")]
    [InlineData("int")]
    [InlineData("+")]
    [InlineData("↻")]
    [InlineData("</summary><script>")]
    [InlineData("{0} {x}")]
    [InlineData("$width.value!:The width of the image, must be a number between 1 and 4096, for example: 1024 and so on and so forth and more")]
    public void Any_title_becomes_a_valid_property(string title)
    {
        WorkflowModel model = Compile($$$"""{"1":{"class_type":"A","_meta":{"title":"{{{title}}}"}},"2":{"class_type":"{{{title}}}","_meta":{"title":"{{{title}}}"}} }""")!;
        Assert.All(model.Nodes, node => Assert.True(SyntaxFacts.IsValidIdentifier(node.PropertyName), node.PropertyName));
        Assert.NotEqual(model.Nodes[0].PropertyName, model.Nodes[1].PropertyName);
    }

    [Fact]
    public void A_title_of_five_megabytes_is_a_title() =>
        Assert.True(Compile($$$"""{"1":{"class_type":"A","_meta":{"title":"{{{new string('x', 5_000_000)}}}"}} }""")!.Nodes[0].PropertyName.Length <= CSharpName.MaxLength);

    [Fact]
    public void Deep_nesting_in_any_place_is_an_error()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 10_000)) + string.Concat(Enumerable.Repeat("]", 10_000));
        Assert.IsType<UnreadableFile>(Parse($$$"""{"1":{"class_type":"A","inputs":{"x":{{{deep}}} } } }"""));
        CatalogFile catalog = Assert.IsType<CatalogFile>(Parse($$$"""{"A":{"input":{"required":{{{deep}}} },"output":[]},"B":{"output":[]}}"""));
        Assert.Null(catalog.Index.Find("A"));
        Assert.NotNull(catalog.Index.Find("B"));
    }

    [Fact]
    public void Strings_within_strings_within_strings_end()
    {
        string text = """{"1":{"class_type":"A"}}""";
        for (int i = 0; i < 9; i++)
            text = $$"""{"p":{{System.Text.Json.JsonSerializer.Serialize(text)}}}""";

        Assert.IsType<OtherFile>(Parse(text));
    }

    private static Gen<string> Damaged(string sample) =>
        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Int[0, 3], Gen.Int[0, sample.Length - 1], Gen.Char["{}[]\",:\\ \n0nt\0\ud83d"]).Array[1, 6].Select(edits =>
        {
            var text = new StringBuilder(sample);
            foreach ((int at, int kind, int length, char c) in edits)
            {
                int place = Math.Min(at, text.Length);
                switch (kind)
                {
                    case 0:
                        text.Insert(place, c);
                        break;
                    case 1:
                        text.Remove(place, Math.Min(length % 40, text.Length - place));
                        break;
                    case 2 when place < text.Length:
                        text[place] = c;
                        break;
                    default:
                        text.Insert(place, sample, 1);
                        text.Length = Math.Min(text.Length, 4 * sample.Length);
                        break;
                }
            }

            return text.ToString();
        });

    private static ParsedFile Parse(string text) => WorkflowFileParser.Parse(SourceText.From(text), TestContext.Current.CancellationToken);

    private static WorkflowModel? Compile(string text)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        if (Parse(text) is not WorkflowFile file)
            return null;
        ClassTable table = ClassTable.Build([UsageCollector.Collect(file.Graph, cancellationToken)], NodeCatalog.Core, cancellationToken);
        return WorkflowModelBuilder.Build(file, table, "x.json", ["A"], cancellationToken);
    }
}
