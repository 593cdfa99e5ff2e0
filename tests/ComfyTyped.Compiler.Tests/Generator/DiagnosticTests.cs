using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Compiler.Tests.Generator;

public class DiagnosticTests
{
    private const string Path = "/src/MyApp/workflows/broken.json";

    [Fact]
    public void A_broken_workflow_gives_CT0001_at_its_line_and_column()
    {
        GeneratorRun run = GeneratorRun.Of(new InMemoryFile(Path, "{\n  \"1\": { \"class_type\": \"SaveImage\", \"inputs\": { oops } }\n}"));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("CT0001", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal((Path, 1, 48), (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character));
    }

    [Fact]
    public void JSON_that_is_no_workflow_is_ignored_in_silence()
    {
        GeneratorRun run = GeneratorRun.Of(SharedWorkflows.File("text_to_image.json"), new InMemoryFile("/src/MyApp/appsettings.json", """{ "Logging": { "LogLevel": {} } }"""));

        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_file_given_as_ComfyWorkflow_must_be_one()
    {
        var file = new InMemoryFile("/src/MyApp/appsettings.json", "{}") { Metadata = { ["ComfyKind"] = "workflow" } };

        Diagnostic diagnostic = Assert.Single(GeneratorRun.Of(file).Diagnostics);

        Assert.Equal("CT0001", diagnostic.Id);
        Assert.Contains("class_type", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workflow", "/src/MyApp/upscale.api")]
    [InlineData("catalog", "/src/MyApp/object_info.txt")]
    public void An_item_whose_name_does_not_end_in_json_is_told_so(string kind, string path)
    {
        GeneratorRun run = GeneratorRun.Of(SharedWorkflows.File("text_to_image.json"), new InMemoryFile(path, "{}") { Metadata = { ["ComfyKind"] = kind } });

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("CT0001", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(path, diagnostic.Location.GetLineSpan().Path);
        Assert.Contains(".json", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/src/MyApp/readme.txt")]
    [InlineData("workflow", "/src/MyApp/workflows/text_to_image.api.txt")]
    public void Other_files_are_ignored_in_silence(string kind, string path) => Assert.Empty(
        GeneratorRun.Of(SharedWorkflows.File("text_to_image.json"), new InMemoryFile(path, "{}") { Metadata = { ["ComfyKind"] = kind } }).Diagnostics);

    [Fact]
    public void Files_that_want_one_class_name_are_told_at_the_one_that_has_a_number()
    {
        string text = SharedWorkflows.Text("text_to_image.json");

        GeneratorRun run = GeneratorRun.Of(new InMemoryFile("/src/MyApp/workflows/Portrait_Photo.json", text), new InMemoryFile("/src/MyApp/workflows/portrait-photo.json", text));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("CT0004", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal("/src/MyApp/workflows/portrait-photo.json", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(
            "The class of workflows/portrait-photo.json is called PortraitPhoto2, because that of workflows/Portrait_Photo.json is called PortraitPhoto. Rename one of the files or give it a ClassName.",
            diagnostic.GetMessage());
    }

    [Theory]
    [InlineData("ClassName", "Draft")]
    [InlineData("Namespace", "MyApp.Drafts")]
    public void A_class_name_or_a_namespace_of_its_own_tells_a_file_apart(string metadata, string value)
    {
        string text = SharedWorkflows.Text("text_to_image.json");

        Assert.Empty(GeneratorRun.Of(
            new InMemoryFile("/src/MyApp/workflows/Portrait.json", text),
            new InMemoryFile("/src/MyApp/workflows/portrait.json", text) { Metadata = { [metadata] = value } }).Diagnostics);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"1\": { \"class_type\": \"SaveImage\", \"inputs\": {} } }")]
    [InlineData("{ \"nodes\": [], \"links\": [] }")]
    [InlineData("not JSON")]
    public void A_file_given_as_ComfyNodeCatalog_must_be_one(string text)
    {
        GeneratorRun run = GeneratorRun.Of(
            SharedWorkflows.File("text_to_image.json"),
            new InMemoryFile("/src/MyApp/other.json", text) { Metadata = { ["ComfyKind"] = "catalog" } });

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("CT0001", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal("/src/MyApp/other.json", diagnostic.Location.GetLineSpan().Path);
        Assert.StartsWith("This ComfyNodeCatalog is no catalog of node classes", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Result.GeneratedSources, source => source.HintName.Contains("Other", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("catalog", DiagnosticSeverity.Error)]
    [InlineData("", DiagnosticSeverity.Warning)]
    public void A_catalog_that_is_broken_somewhere_is_told_at_that_place(string kind, DiagnosticSeverity severity)
    {
        GeneratorRun run = GeneratorRun.Of(
            SharedWorkflows.File("text_to_image.json"),
            new InMemoryFile("/src/MyApp/object_info.json", "{ \"A\": { \"input\": {}, \"output\": [] },\n  \"B\": { \"x\": \"") { Metadata = { ["ComfyKind"] = kind } });

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("CT0001", severity), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(1, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void A_file_in_the_editors_format_is_named_as_such()
    {
        var file = new InMemoryFile(Path, """{ "last_node_id": 1, "nodes": [ { "id": 1, "type": "SaveImage" } ], "links": [] }""");

        Diagnostic diagnostic = Assert.Single(GeneratorRun.Of(file).Diagnostics);

        Assert.Equal(("CT0001", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains("Export (API)", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_in_which_no_file_matched_gets_CT0001()
    {
        Diagnostic diagnostic = Assert.Single(GeneratorRun.Of().Diagnostics);

        Assert.Equal("CT0001", diagnostic.Id);
        Assert.Contains("matched nothing", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_expects_no_workflow_gets_no_diagnostic()
    {
        Dictionary<string, string> properties = GeneratorRun.DefaultProperties;
        properties.Remove("ComfyExpectWorkflows");

        Assert.Empty(GeneratorRun.Of([], properties).Diagnostics);
    }

    [Fact]
    public void An_old_version_of_C_sharp_gets_CT0002()
    {
        GeneratorRun run = GeneratorRun.Of(
            [SharedWorkflows.File("text_to_image.json")], GeneratorRun.DefaultProperties, "", new CSharpParseOptions(LanguageVersion.CSharp10));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("CT0002", diagnostic.Id);
    }
}
