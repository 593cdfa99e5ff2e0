using System.Collections.Immutable;
using System.Reflection;
using ComfyTyped.CodeFixes;
using ComfyTyped.Compiler.Tests.Generator;
using ComfyTyped.Compiler.Tests.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ComfyTyped.Compiler.Tests.CodeFixes;

public class WorkflowFileFixTests
{
    private const string Path = "/src/MyApp/workflows/painting.json";

    [Theory]
    [InlineData("""["INT", { "min": 1 }]""", "\"value\": 0", "\"value\": 1")]
    [InlineData("""["INT", { "min": 1 }]""", "\"value\": \"0\"", "\"value\": 1")]
    [InlineData("""["FLOAT", { "max": 1.0 }]""", "\"value\": 1.5", "\"value\": 1.0")]
    [InlineData("""[["euler", "a/b.pt", 7]]""", "\"value\": \"eulr\"", "\"value\": \"euler\"")]
    [InlineData("""[["euler", "a/b.pt", 7]]""", "\"value\": \"a\\\\b.pt\"", "\"value\": \"a/b.pt\"")]
    [InlineData("""[["euler", "a/b.pt", 7]]""", "\"value\": \"7\"", "\"value\": 7")]
    [InlineData("""["BOOLEAN", {}]""", "\"value\": \"false\"", "\"value\": false")]
    [InlineData("""["INT", {}]""", "\"value\": 7.5", "\"value\": 7")]
    [InlineData("""["INT", {}]""", "\"value\": 7, \"valeu\": 8", null)]
    [InlineData("""["INT", {}], "strength": ["INT", {}]""", "\"value\": 7, \"strenght\": 8", "\"value\": 7, \"strength\": 8")]
    public async Task A_value_becomes_what_was_meant(string spec, string inputs, string? expected)
    {
        (string Title, string Text)[] fixes = await Fixes(Catalogs.Painting(inputs), Catalogs.Paint($"\"value\": {spec}"));

        Assert.Equal(expected is null ? null : Catalogs.Painting(expected), fixes.Select(fix => fix.Text).SingleOrDefault());
    }

    [Fact]
    public async Task A_class_becomes_the_one_that_was_meant()
    {
        string file = Catalogs.Painting("").Replace("Paint", "Pant", StringComparison.Ordinal);
        string catalog = Catalogs.Paint("").Insert(1, "\"SaveImage\": { \"input\": {}, \"output\": [], \"output_node\": true, \"name\": \"SaveImage\" },");

        (string title, string text) = Assert.Single(await Fixes(file, catalog));

        Assert.Equal("Replace by \"Paint\"", title);
        Assert.Equal(file.Replace("Pant", "Paint", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task In_a_prompt_inside_a_string_only_what_needs_no_escapes_is_replaced()
    {
        const string File = """{ "prompt": "{\"1\": {\"class_type\": \"Paint\", \"inputs\": {\"value\": 0, \"name\": \"eulr\", \"on\": \"false\"}}, \"2\": {\"class_type\": \"PreviewImage\", \"inputs\": {\"images\": [\"1\", 0]}}}" }""";

        (string Title, string Text)[] fixes = await Fixes(File, Catalogs.Paint("""
            "value": ["INT", { "min": 1 }], "name": [["euler"]], "on": ["BOOLEAN", {}]
            """));

        Assert.Equal(
            [File.Replace("\\\"value\\\": 0", "\\\"value\\\": 1", StringComparison.Ordinal), File.Replace("\\\"false\\\"", "false", StringComparison.Ordinal)],
            fixes.Select(fix => fix.Text));
    }

    [Fact]
    public void Fixes_are_offered_for_JSON_files_and_for_rules_that_exist()
    {
        ExportCodeFixProviderAttribute export = typeof(WorkflowFileFix).GetCustomAttribute<ExportCodeFixProviderAttribute>()!;

        Assert.Equal([nameof(TextDocumentKind.AdditionalDocument)], export.DocumentKinds);
        Assert.Equal([".json"], export.DocumentExtensions!);
        Assert.Subset(
            new WorkflowFileAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).ToHashSet(),
            new WorkflowFileFix().FixableDiagnosticIds.ToHashSet());
    }

    private static async Task<(string Title, string Text)[]> Fixes(string file, string catalog)
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Of(new InMemoryFile(Path, file), new InMemoryFile("/src/MyApp/object_info.json", catalog));
        return await FixRun.FixFile(Path, file, diagnostics, new WorkflowFileFix());
    }
}
