using System.Text.Json.Nodes;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Workflows;

public class GraphEditingTests
{
    [Fact]
    public void An_added_node_is_written_after_those_of_the_file()
    {
        var workflow = new LoraChain();
        string file = workflow.ToJson();

        workflow.Add(new CLIPTextEncode { Text = "a fox", Clip = workflow.Style.Clip }, "Second \"prompt\"");

        const string added = """
            "20":{"inputs":{"text":"a fox","clip":["11",1]},"class_type":"CLIPTextEncode","_meta":{"title":"Second \u0022prompt\u0022"}}
            """;
        Assert.Equal($"{file[..^1]},{added}}}", workflow.ToJson());
    }

    [Fact]
    public void An_added_node_can_be_enumerated_and_found()
    {
        var workflow = new LoraChain();

        CLIPTextEncode node = workflow.Add(new CLIPTextEncode(), "Extra");

        Assert.Same(node, workflow.Nodes[^1]);
        Assert.Same(node, workflow.FindNode(node.Id));
        Assert.Equal("Extra", node.Title);
        Assert.Same(workflow, node.Workflow);
    }

    [Fact]
    public void A_new_id_collides_with_no_id_of_the_file_its_subgraphs_or_its_dangling_links()
    {
        var workflow = new RawWorkflow("""
            {"57:8":{"inputs":{"x":["90",0]},"class_type":"A"},"save_node":{"inputs":{},"class_type":"B"},"99999999999999999999":{"inputs":{},"class_type":"C"}}
            """);

        Assert.Equal("91", workflow.Add(new CLIPTextEncode()).Id);
        Assert.Equal("92", workflow.Add(new CLIPTextEncode()).Id);
    }

    [Fact]
    public void The_id_of_a_removed_node_is_not_given_again()
    {
        var graph = new ComfyGraph();
        CLIPTextEncode first = graph.Add(new CLIPTextEncode());
        graph.Remove(first);

        Assert.Equal(("1", "2"), (first.Id, graph.Add(new CLIPTextEncode()).Id));
    }

    [Fact]
    public void A_node_cannot_be_in_two_workflows()
    {
        var workflow = new LoraChain();

        Assert.Throws<InvalidOperationException>(() => workflow.Add(workflow.Style));
        Assert.Throws<InvalidOperationException>(() => new ComfyGraph().Add(workflow.Style));
    }

    [Fact]
    public void A_node_with_consumers_is_not_removed_and_the_message_names_them()
    {
        var workflow = new LoraChain();

        var exception = Assert.Throws<InvalidOperationException>(() => workflow.Remove(workflow.Detail));

        Assert.Contains("TextPositive.Clip, TextNegative.Clip, KSampler.Model", exception.Message, StringComparison.Ordinal);
        Assert.Same(workflow.Detail, workflow.FindNode("12"));
    }

    [Fact]
    public void A_node_is_removed_with_the_links_to_it_on_demand()
    {
        var workflow = new LoraChain();

        workflow.Remove(workflow.Detail, unlinkConsumers: true);

        Assert.Null(workflow.FindNode("12"));
        Assert.DoesNotContain("\"12\"", workflow.ToJson(), StringComparison.Ordinal);
        Assert.False(PromptTests.Inputs(workflow, "16").ContainsKey("model"));
    }

    [Fact]
    public void A_removed_node_keeps_its_values_and_links_and_can_be_added_again()
    {
        var workflow = new LoraChain();
        workflow.Remove(workflow.Final);

        workflow.Add(workflow.Final);

        Assert.Equal("20", workflow.Final.Id);
        Assert.Equal("Final", workflow.Final.Title);
        Assert.Equal("""{"images":["17",0],"filename_prefix":"lora"}""", PromptTests.Inputs(workflow, "20").ToJsonString());
    }

    [Fact]
    public void Nodes_can_be_removed_while_they_are_enumerated()
    {
        var workflow = new LoraChain();

        foreach (ComfyNode node in workflow.Nodes)
            workflow.Remove(node, unlinkConsumers: true);

        Assert.Empty(workflow.Nodes);
        Assert.Equal("{}", workflow.ToJson());
    }

    [Fact]
    public void A_bypassed_LoRA_passes_model_and_CLIP_through()
    {
        var workflow = new LoraChain();

        Assert.Empty(workflow.Bypass(workflow.Style));

        Assert.Equal("""["10",0]""", Link(workflow, "12", "model"));
        Assert.Equal("""["10",1]""", Link(workflow, "12", "clip"));
        Assert.Null(workflow.FindNode("11"));
    }

    [Fact]
    public void Bypassing_a_node_without_an_input_of_the_type_leaves_its_consumers_unlinked()
    {
        var workflow = new LoraChain();

        NodeLink lost = Assert.Single(workflow.Bypass(workflow.EmptyLatentImage));

        Assert.Equal("EmptyLatentImage[0] -> KSampler.LatentImage", lost.ToString());
        Assert.False(PromptTests.Inputs(workflow, "16").ContainsKey("latent_image"));
    }

    [Fact]
    public void A_bypassed_node_of_several_inputs_passes_the_one_of_the_type_through()
    {
        var workflow = new LoraChain();

        workflow.Bypass(workflow.KSampler);

        Assert.Equal("""["15",0]""", Link(workflow, "17", "samples"));
    }

    [Fact]
    public void Consumers_are_found_in_the_file_and_among_assigned_links()
    {
        var workflow = new LoraChain();
        workflow.TextNegative.Clip = workflow.CheckpointLoaderSimple.Clip;

        Assert.Equal(["Style.Model", "Style.Clip", "TextNegative.Clip", "VAEDecode.Vae"], Targets(workflow.ConsumersOf(workflow.CheckpointLoaderSimple)));
        Assert.Equal(["Style.Clip", "TextNegative.Clip"], Targets(workflow.ConsumersOf(workflow.CheckpointLoaderSimple.Clip)));
        Assert.Equal(["Detail.Model"], Targets(workflow.ConsumersOf(workflow.Style.Model)));
    }

    [Fact]
    public void A_node_is_put_in_between_by_rewiring()
    {
        var workflow = new LoraChain();
        LoraLoader lora = workflow.Add(new LoraLoader { LoraName = "new.safetensors", StrengthModel = 1, StrengthClip = 1 });
        lora.Model = workflow.Detail.Model;
        lora.Clip = workflow.Detail.Clip;

        workflow.Rewire(workflow.Detail.Model, lora.Model);
        workflow.Rewire(workflow.Detail.Clip, lora.Clip);

        Assert.Equal("""["20",0]""", Link(workflow, "16", "model"));
        Assert.Equal("""["20",1]""", Link(workflow, "13", "clip"));
        Assert.Equal("""["20",1]""", Link(workflow, "14", "clip"));
        Assert.Equal("""["12",0]""", Link(workflow, "20", "model"));
    }

    [Fact]
    public void The_nearest_node_of_a_class_upstream_is_found_through_others()
    {
        var workflow = new LoraChain();

        Assert.Same(workflow.Detail, workflow.NearestUpstream<LoraLoader>(workflow.Final));
        Assert.Same(workflow.Style, workflow.NearestUpstream<LoraLoader>(workflow.Detail));
        Assert.Null(workflow.NearestUpstream<SaveImage>(workflow.Final));
    }

    [Fact]
    public void A_workflow_is_built_from_nothing()
    {
        var graph = new ComfyGraph();
        LoadImage load = graph.Add(new LoadImage { Image = "fox.png" }, "Picture");
        ImageInvert invert = graph.Add(new ImageInvert { Image = load.ImageOutput });
        graph.Add(new PreviewImage { Images = invert.Image });

        JsonNode expected = JsonNode.Parse("""
            {"1":{"inputs":{"image":"fox.png"},"class_type":"LoadImage","_meta":{"title":"Picture"}},
             "2":{"inputs":{"image":["1",0]},"class_type":"ImageInvert"},
             "3":{"inputs":{"images":["2",0]},"class_type":"PreviewImage"}}
            """)!;
        Assert.Equal(expected.ToJsonString(), graph.ToJson());
    }

    private static IEnumerable<string> Targets(IEnumerable<NodeLink> links) => links.Select(link => link.ToString().Split("-> ")[1]);

    private static string Link(ComfyWorkflow workflow, string id, string input) => PromptTests.Inputs(workflow, id)[input]!.ToJsonString();
}
