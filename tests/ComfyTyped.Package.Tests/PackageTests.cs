using System.IO.Compression;

namespace ComfyTyped.Package.Tests;

public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    [Fact]
    public void The_package_holds_exactly_the_runtime_the_compiler_its_fixes_and_the_targets()
    {
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/roslyn4.8/cs/ComfyTyped.CodeFixes.dll",
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

    [Fact]
    public async Task A_project_that_keeps_snapshots_is_told_what_a_new_export_took_away()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped consumer-").FullName;
        try
        {
            WriteConsumer(folder);
            string project = Path.Combine(folder, "Consumer.csproj");
            string text = File.ReadAllText(project)
                .Replace("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "<ComfyApiSnapshots>true</ComfyApiSnapshots>", StringComparison.Ordinal)
                .Replace("workflows/text_to_image.json", "workflows/**/*.json", StringComparison.Ordinal);
            File.WriteAllText(project, text);
            File.WriteAllText(Path.Combine(folder, "Program.cs"), "return 0;");
            string workflow = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "workflows", "more of them")).FullName, "lora_chain.json");
            File.Copy(Path.Combine(PackedFeed.Repository(), "workflows", "lora_chain.json"), workflow);

            string first = await DotNet.RunAsync(folder, "build");
            Assert.Contains("warning CT3004: LoraChain has no snapshot yet", first, StringComparison.Ordinal);

            await DotNet.RunAsync(folder, "build", "-p:ComfyUpdateApi=true");
            Assert.Contains("Style: LoraLoader", await File.ReadAllLinesAsync(Path.ChangeExtension(workflow, ".api.txt"), TestContext.Current.CancellationToken));
            Assert.Equal(3, Directory.GetFiles(folder, "*.api.txt", SearchOption.AllDirectories).Length);
            Assert.DoesNotContain("CT300", await DotNet.RunAsync(folder, "build"), StringComparison.Ordinal);

            File.WriteAllText(workflow, File.ReadAllText(workflow).Replace("\"Style\"", "\"Look\"", StringComparison.Ordinal));
            string broken = await DotNet.RunAsync(folder, "build");

            Assert.Contains("lora_chain.api.txt(", broken, StringComparison.Ordinal);
            Assert.Contains("warning CT3001: LoraChain.Style (LoraLoader) is gone; was it renamed to Look?", broken, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_catalog_that_is_an_item_gives_types_and_goes_before_one_that_is_recognised()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped-consumer-").FullName;
        try
        {
            WriteCatalogConsumer(folder, """
                { "Paint": { "input": { "required": { "brush_name": [["soft.png"]], "on": ["IMAGE,MASK"] } }, "output": ["IMAGE"] } }
                """);

            Assert.Contains("brush soft.png, set False", await DotNet.RunAsync(folder, "run"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_item_that_is_no_catalog_is_told_in_the_build()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped-consumer-").FullName;
        try
        {
            WriteCatalogConsumer(folder, "{}");

            Assert.Contains(
                "z_server.json(1,1): error CT0001: This ComfyNodeCatalog is no catalog of node classes",
                await DotNet.FailAsync(folder, "build"),
                StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void WriteCatalogConsumer(string folder, string catalog)
    {
        WriteConsumer(folder);
        string project = Path.Combine(folder, "Consumer.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace(
            "</Project>",
            """
              <ItemGroup>
                <AdditionalFiles Include="a_recognised.json" />
                <ComfyNodeCatalog Include="z_server.json" />
                <ComfyNode Include="Paint" />
              </ItemGroup>
            </Project>
            """,
            StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "a_recognised.json"), """{ "Paint": { "input": { "required": { "other": ["INT"] } }, "output": ["IMAGE"] } }""");
        File.WriteAllText(Path.Combine(folder, "z_server.json"), catalog);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using MyApp.Workflows;

            var paint = new Paint { BrushName = BrushFile.Soft };
            Console.WriteLine($"brush {paint.BrushName.Value}, set {paint.On.IsSet}");
            """);
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
