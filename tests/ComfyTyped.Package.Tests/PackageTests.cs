using System.IO.Compression;
using System.Text.Json;

namespace ComfyTyped.Package.Tests;

public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    [Fact]
    public void The_package_holds_exactly_the_runtime_the_compiler_and_the_targets()
    {
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/roslyn4.8/cs/ComfyTyped.Compiler.dll",
                "buildTransitive/ComfyTyped.globalconfig",
                "buildTransitive/ComfyTyped.targets",
                "lib/net10.0/ComfyTyped.dll",
                "lib/net10.0/ComfyTyped.xml",
                "lib/net8.0/ComfyTyped.dll",
                "lib/net8.0/ComfyTyped.xml",
            ],
            Content("ComfyTyped"));
    }

    [Fact]
    public void The_test_kit_holds_exactly_its_library()
    {
        Assert.Equal(
            ["lib/net10.0/ComfyTyped.Testing.dll", "lib/net10.0/ComfyTyped.Testing.xml", "lib/net8.0/ComfyTyped.Testing.dll", "lib/net8.0/ComfyTyped.Testing.xml"],
            Content("ComfyTyped.Testing"));
    }

    [Fact]
    public async Task A_project_outside_the_repository_gets_its_classes_and_runs_them()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped-consumer-").FullName;
        try
        {
            WriteConsumer(folder);

            string output = await DotNet.RunAsync(folder, "run");

            Assert.Contains("executed 1", output, StringComparison.Ordinal);
            Assert.Contains("progress 1, seed True, png True", output, StringComparison.Ordinal);
            Assert.Contains("enlarged 1", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_pattern_that_matches_nothing_is_told_in_the_build()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped-consumer-").FullName;
        try
        {
            WriteConsumer(folder);
            string project = Path.Combine(folder, "Consumer.csproj");
            string[] lines = [.. File.ReadLines(project).Where(line => !line.Contains("<ComfyWorkflow", StringComparison.Ordinal) && !line.Contains("TreatWarningsAsErrors", StringComparison.Ordinal))];
            File.WriteAllLines(project, lines.Select(line => line.Replace("workflows/text_to_image.json", "flows/*.json", StringComparison.Ordinal)));
            File.WriteAllText(Path.Combine(folder, "Program.cs"), "return 0;");

            string output = await DotNet.RunAsync(folder, "build");

            Assert.Contains("warning CT0001: No JSON file is among the AdditionalFiles", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The sections of an .editorconfig are about C# files only: the compiler has no severities for one of the AdditionalFiles.</summary>
    [Fact]
    public async Task The_globalconfig_of_a_project_has_the_last_word_on_severities()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped-consumer-").FullName;
        try
        {
            WriteConsumer(folder);
            string workflow = Path.Combine(folder, "workflows", "text_to_image.json");
            File.WriteAllText(workflow, File.ReadAllText(workflow).Replace("\"euler\"", "\"eulr\"", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder, "workflows", "custom.json"), """{ "1": { "class_type": "Nobody Knows It", "inputs": {} } }""");
            File.WriteAllText(Path.Combine(folder, "Program.cs"), "return 0;");
            string project = Path.Combine(folder, "Consumer.csproj");
            File.WriteAllLines(project, File.ReadAllLines(project).Where(line => !line.Contains("TreatWarningsAsErrors", StringComparison.Ordinal))
                .Select(line => line.Replace("workflows/text_to_image.json", "workflows/*.json", StringComparison.Ordinal)));

            Assert.Equal(["CT1008 warning", "CT1016 note"], await ReportedAsync(folder));

            File.WriteAllText(
                Path.Combine(folder, ".globalconfig"), "is_global = true\ndotnet_diagnostic.CT1008.severity = error\ndotnet_diagnostic.CT1016.severity = none\n");

            Assert.Equal(["CT1008 error"], await ReportedAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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

    private void WriteConsumer(string folder)
    {
        string source = Path.Combine(PackedFeed.Repository(), "tests", "ComfyTyped.Package.Tests", "Consumer");
        string project = File.ReadAllText(Path.Combine(source, "Consumer.csproj.txt")).Replace("@VERSION@", feed.Version, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), project);
        File.Copy(Path.Combine(source, "Program.cs"), Path.Combine(folder, "Program.cs"));
        Directory.CreateDirectory(Path.Combine(folder, "workflows"));
        foreach (string name in new[] { "text_to_image.json", "image_upscale.json" })
            File.Copy(Path.Combine(PackedFeed.Repository(), "workflows", name), Path.Combine(folder, "workflows", name));
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="local" value="{feed.Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    private string[] Content(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package(id));
        return [.. package.Entries.Select(entry => entry.FullName).Where(IsOurs).Order(StringComparer.Ordinal)];
    }

    // The package's own bookkeeping.
    private static bool IsOurs(string entry) => !entry.StartsWith("_rels/", StringComparison.Ordinal)
        && !entry.StartsWith("package/", StringComparison.Ordinal)
        && entry != "[Content_Types].xml"
        && !entry.EndsWith(".nuspec", StringComparison.Ordinal);
}
