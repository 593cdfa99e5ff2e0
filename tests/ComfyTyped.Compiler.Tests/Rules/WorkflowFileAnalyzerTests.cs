using System.Collections.Immutable;
using System.Globalization;
using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Tests.Rules;

public class WorkflowFileAnalyzerTests
{
    private const string Path = "/src/MyApp/workflows/painting.json";

    [Fact]
    public async Task A_finding_stands_at_its_line_and_column_of_the_JSON()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Of(
            new InMemoryFile(Path, Catalogs.Painting("\"value\": 0")),
            new InMemoryFile("/src/MyApp/object_info.json", Catalogs.Paint("\"value\": [\"INT\", { \"min\": 1 }]")));

        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal(Path + "(4,26): warning CT1006: 0 is below the minimum of Paint.value, 1", diagnostic.ToString());
        Assert.Equal(LocationKind.ExternalFile, diagnostic.Location.Kind);
        Assert.Equal(1, diagnostic.Location.SourceSpan.Length);
    }

    [Fact]
    public async Task Of_two_catalogs_the_one_whose_path_comes_first_is_right()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Of(
            new InMemoryFile("/src/MyApp/b.json", Catalogs.Paint("\"value\": [\"INT\", { \"min\": 5 }]")),
            new InMemoryFile("/src/MyApp/a.json", Catalogs.Paint("\"value\": [\"INT\", { \"min\": 1 }]")),
            new InMemoryFile(Path, Catalogs.Painting("\"value\": 3")));

        Assert.Empty(diagnostics);
    }

    [Fact]
    public async Task A_catalog_that_the_project_names_goes_before_one_that_is_recognised()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Of(
            new InMemoryFile("/src/MyApp/b.json", Catalogs.Paint("\"value\": [\"INT\", { \"min\": 1 }]")) { Metadata = { ["ComfyKind"] = "catalog" } },
            new InMemoryFile("/src/MyApp/a.json", Catalogs.Paint("\"value\": [\"INT\", { \"min\": 5 }]")),
            new InMemoryFile(Path, Catalogs.Painting("\"value\": 3")));

        Assert.Empty(diagnostics);
    }

    [Fact]
    public async Task Catalogs_are_merged_class_by_class()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Of(
            new InMemoryFile("/src/MyApp/a.json", Catalogs.Server),
            new InMemoryFile("/src/MyApp/b.json", Catalogs.Paint("\"value\": [\"INT\", { \"min\": 5 }]")),
            new InMemoryFile(Path, Catalogs.Painting("\"value\": 3")));

        Assert.Equal("CT1006", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task A_workflow_that_is_given_as_a_catalog_is_not_checked() => Assert.Empty(await AnalyzerRun.Of(
        new InMemoryFile(Path, """{ "1": { "class_type": "NobodyKnowsIt", "inputs": {} } }""") { Metadata = { ["ComfyKind"] = "catalog" } }));

    [Fact]
    public async Task Files_that_are_no_workflows_are_left_alone() => Assert.Empty(await AnalyzerRun.Of(
        new InMemoryFile("/src/MyApp/appsettings.json", """{ "Logging": { "LogLevel": {} } }"""),
        new InMemoryFile("/src/MyApp/notes.txt", """{ "1": { "class_type": "NobodyKnowsIt" } }"""),
        new InMemoryFile("/src/MyApp/broken.json", """{ "1": { "class_type": """)));

    [Fact]
    public async Task A_prompt_inside_a_string_is_checked_at_its_place_in_the_file()
    {
        const string File = """{ "prompt": "{\"1\": {\"class_type\": \"PreviewImage\", \"inputs\": {\"images\": [\"7\", 0]}}}" }""";

        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Of(new InMemoryFile(Path, File)));

        Assert.Equal("CT1003", diagnostic.Id);
        Assert.Equal("\\\"7\\\"", File.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task The_shared_workflows_are_good()
    {
        foreach (string name in new[] { "text_to_image.json", "image_upscale.json", "lora_chain.json" })
        {
            ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Of(SharedWorkflows.File(name));
            Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        }
    }

    [Fact]
    public void Each_rule_has_a_help_page() => Assert.All(
        new WorkflowFileAnalyzer().SupportedDiagnostics,
        descriptor => Assert.EndsWith($"/Docs/{descriptor.Id}.md", descriptor.HelpLinkUri.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
