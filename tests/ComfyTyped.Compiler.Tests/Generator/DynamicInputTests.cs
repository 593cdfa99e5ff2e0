namespace ComfyTyped.Compiler.Tests.Generator;

public class DynamicInputTests
{
    [Fact]
    public void Dynamic_combos_and_growing_groups_of_core_nodes_are_as_verified()
    {
        GeneratorRun run = Run("ResizeImageMaskNode||BatchImagesNode");

        GoldenFile.Verify(run, "Nodes/ResizeImageMaskNode", "Nodes/BatchImagesNode", "Combos/ResizeType");
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void Nested_and_hostile_ones_are_as_verified_and_compile_without_a_word()
    {
        GeneratorRun run = Run("Compose||Hostile", Catalog);

        GoldenFile.Verify(run, "Nodes/Compose", "Nodes/Hostile", "Combos/ComposeMode", "Combos/Class", "Combos/Sampler", "Combos/Guide");
        Assert.Empty(run.Complaints());
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_dynamic_combo_that_is_not_that_of_a_core_node_is_called_after_its_class()
    {
        GeneratorRun run = Run("Other||ResizeImageMaskNode", Catalog);

        Assert.Contains("class OtherResizeType :", run.Source("Combos/OtherResizeType.g.cs"), StringComparison.Ordinal);
        Assert.Contains("ScaleDimensions(", run.Source("Combos/ResizeType.g.cs"), StringComparison.Ordinal);
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void Members_that_a_group_cannot_hold_are_properties_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of(new InMemoryFile("/src/MyApp/workflows/batch.json", """
            { "1": { "class_type": "EmptyImage", "inputs": {} },
              "2": { "class_type": "BatchImagesNode", "inputs": { "images.image0": ["1", 0], "images.image50": ["1", 0], "images": 1 } },
              "3": { "class_type": "SaveImage", "inputs": { "images": ["2", 0], "filename_prefix": "x" } } }
            """));

        string node = run.Node("BatchImagesNode");
        Assert.Contains("Input<global::ComfyTyped.Types.Image> ImagesImage50", node, StringComparison.Ordinal);
        Assert.DoesNotContain("ImagesImage0", node, StringComparison.Ordinal);
        Assert.Empty(run.Complaints());
    }

    private static InMemoryFile Catalog => new("/src/MyApp/object_info.json", DynamicCatalog.Json);

    private static GeneratorRun Run(string requested, params InMemoryFile[] files) =>
        GeneratorRun.Of(files, new Dictionary<string, string>(GeneratorRun.DefaultProperties) { ["ComfyRequestedNodes"] = requested });
}
