using System.Text.Json;

namespace ComfyTyped.Package.Tests;

public sealed class SeverityTests(PackedFeed feed)
{
    /// <summary>The sections of an .editorconfig are about C# files only: the compiler has no severities for one of the AdditionalFiles.</summary>
    [Fact]
    public async Task The_globalconfig_of_a_project_has_the_last_word_on_severities()
    {
        using var project = new ConsumerProject(feed);
        project.AllowWarnings();
        project.ReplaceInProject("workflows/text_to_image.json", "workflows/*.json");
        project.Replace("workflows/text_to_image.json", "\"euler\"", "\"eulr\"");
        project.Write("workflows/custom.json", """{ "1": { "class_type": "Nobody Knows It", "inputs": {} } }""");
        project.Write("Program.cs", "return 0;");

        Assert.Equal(["CT1008 warning", "CT1016 note"], await ReportedAsync(project.Folder));

        project.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.CT1008.severity = error\ndotnet_diagnostic.CT1016.severity = none\n");

        Assert.Equal(["CT1008 error"], await ReportedAsync(project.Folder));
    }

    /// <summary>The two rules that the project configures, as the compiler reports them: its log has also what a console does not show.</summary>
    private static async Task<string[]> ReportedAsync(string folder)
    {
        string log = Path.Combine(folder, "log.sarif");
        File.Delete(log);
        (_, string output) = await DotNet.TryAsync(folder, "build", "--no-incremental", $"-p:ErrorLog={log}%2Cversion=2.1");
        Assert.True(File.Exists(log), output);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
        return [.. document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(result => $"{result.GetProperty("ruleId").GetString()} {result.GetProperty("level").GetString()}")
            .Where(result => result.StartsWith("CT1008", StringComparison.Ordinal) || result.StartsWith("CT1016", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}
