namespace ComfyTyped.Package.Tests;

public sealed class CatalogItemTests(PackedFeed feed)
{
    [Fact]
    public async Task A_catalog_that_is_an_item_gives_types_and_goes_before_one_that_is_recognised()
    {
        using ConsumerProject project = WithCatalog("""
            { "Paint": { "input": { "required": { "brush_name": [["soft.png"]], "on": ["IMAGE,MASK"] } }, "output": ["IMAGE"] } }
            """);

        Assert.Contains("brush soft.png, set False", await DotNet.RunAsync(project.Folder, "run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_is_no_catalog_is_told_in_the_build()
    {
        using ConsumerProject project = WithCatalog("{}");

        Assert.Contains(
            "z_server.json(1,1): error CT0001: This ComfyNodeCatalog is no catalog of node classes",
            await DotNet.FailAsync(project.Folder, "build"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_whose_name_does_not_end_in_json_is_told_in_the_build()
    {
        using ConsumerProject project = WithCatalog("{}");
        project.ReplaceInProject("z_server.json", "z_server.txt");
        project.Write("z_server.txt", "{}");

        Assert.Contains(
            "z_server.txt(1,1): error CT0001: This ComfyNodeCatalog is not read, because its name must end in .json",
            await DotNet.FailAsync(project.Folder, "build"),
            StringComparison.Ordinal);
    }

    private ConsumerProject WithCatalog(string catalog)
    {
        var project = new ConsumerProject(feed);
        project.ReplaceInProject("</Project>", """
              <ItemGroup>
                <AdditionalFiles Include="a_recognised.json" />
                <ComfyNodeCatalog Include="z_server.json" />
                <ComfyNode Include="Paint" />
              </ItemGroup>
            </Project>
            """);
        project.Write("a_recognised.json", """{ "Paint": { "input": { "required": { "other": ["INT"] } }, "output": ["IMAGE"] } }""");
        project.Write("z_server.json", catalog);
        project.Write("Program.cs", """
            using MyApp.Workflows;

            var paint = new Paint { BrushName = BrushFile.Soft };
            Console.WriteLine($"brush {paint.BrushName.Value}, set {paint.On.IsSet}");
            """);
        return project;
    }
}
