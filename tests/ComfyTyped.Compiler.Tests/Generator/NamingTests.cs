namespace ComfyTyped.Compiler.Tests.Generator;

public class NamingTests
{
    private static IEnumerable<string> Workflows(GeneratorRun run) => run.Result.GeneratedSources
        .Select(source => source.HintName).Where(name => name.StartsWith("Workflows/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static InMemoryFile At(string path) => new(path, SharedWorkflows.Text("image_upscale.json"));

    [Fact]
    public void A_class_is_named_by_root_namespace_folder_and_file()
    {
        GeneratorRun run = GeneratorRun.Of(At("/src/MyApp/workflows/video/enlarge_it.json"));

        Assert.Equal(["Workflows/MyApp.Workflows.Video.EnlargeIt.g.cs"], Workflows(run));
    }

    [Fact]
    public void A_file_from_outside_the_project_counts_as_if_its_folder_stood_in_it()
    {
        GeneratorRun run = GeneratorRun.Of(At("/elsewhere/workflows/enlarge.json"));

        Assert.Equal(["Workflows/MyApp.Workflows.Enlarge.g.cs"], Workflows(run));
    }

    [Fact]
    public void A_root_namespace_may_be_a_keyword()
    {
        Dictionary<string, string> properties = GeneratorRun.DefaultProperties;
        properties["RootNamespace"] = "try.my-app";

        GeneratorRun run = GeneratorRun.Of([At("/src/MyApp/workflows/enlarge.json")], properties);

        Assert.Equal(["Workflows/try.MyApp.Workflows.Enlarge.g.cs"], Workflows(run));
        Assert.Empty(run.Complaints());
    }

    [Theory]
    [InlineData("result.json", "ResultWorkflow")]
    [InlineData("create_result.json", "CreateResultWorkflow")]
    [InlineData("nodes.json", "Nodes")]
    [InlineData("comfy_workflow.json", "ComfyWorkflow")]
    [InlineData("types.json", "Types")]
    [InlineData("system.json", "System")]
    public void A_file_may_be_called_as_a_member_or_a_type_of_ours(string file, string name)
    {
        GeneratorRun run = GeneratorRun.Of(At("/src/MyApp/workflows/" + file));

        Assert.Equal([$"Workflows/MyApp.Workflows.{name}.g.cs"], Workflows(run));
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void A_path_that_goes_up_is_followed()
    {
        GeneratorRun run = GeneratorRun.Of(At("/src/MyApp/../Shared/./workflows/enlarge.json"));

        Assert.Equal(["Workflows/MyApp.Workflows.Enlarge.g.cs"], Workflows(run));
    }

    [Fact]
    public void An_item_can_name_class_and_namespace()
    {
        var file = new InMemoryFile("/src/MyApp/a.json", SharedWorkflows.Text("image_upscale.json")) { Metadata = { ["ClassName"] = "Bigger", ["Namespace"] = "Other.Place" } };

        GeneratorRun run = GeneratorRun.Of(file);

        Assert.Equal(["Workflows/Other.Place.Bigger.g.cs"], Workflows(run));
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void Files_that_want_one_name_are_told_apart_in_the_order_of_their_paths()
    {
        GeneratorRun run = GeneratorRun.Of(At("/src/MyApp/workflows/a-b.json"), At("/src/MyApp/workflows/a_b.json"));

        Assert.Equal(["Workflows/MyApp.Workflows.AB.g.cs", "Workflows/MyApp.Workflows.AB2.g.cs"], Workflows(run));
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void A_workflow_keeps_its_name_where_a_node_class_has_it_too()
    {
        GeneratorRun run = GeneratorRun.Of(At("/src/MyApp/workflows/load_image.json"));

        Assert.Empty(run.Complaints());
        Assert.NotNull(run.FindNode("LoadImageNode"));
    }

    [Fact]
    public void The_compiled_workflow_has_the_names_that_a_user_would_expect()
    {
        ComfyWorkflow workflow = GeneratorRun.Of(SharedWorkflows.File("text_to_image.json")).Create("MyApp.Workflows.TextToImage");

        Assert.Equal(
            ["KSampler", "CheckpointLoaderSimple", "EmptyLatentImage", "PositivePrompt", "NegativePrompt", "VAEDecode", "SaveImage"],
            workflow.Nodes.Select(node => node.PropertyName));
    }
}
