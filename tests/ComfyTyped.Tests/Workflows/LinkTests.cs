using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Workflows;

public class LinkTests
{
    [Fact]
    public void An_input_is_linked_by_assigning_an_output_of_its_type()
    {
        var workflow = new LoraChain();
        workflow.KSampler.Model = workflow.CheckpointLoaderSimple.Model;

        Assert.Equal("""["10",0]""", Link(workflow, "16", "model"));
    }

    [Fact]
    public void A_property_that_is_input_and_output_gives_the_output_when_it_is_read()
    {
        var workflow = new LoraChain();
        workflow.KSampler.Model = workflow.Style.Model;

        Assert.Equal("""["11",0]""", Link(workflow, "16", "model"));
    }

    [Fact]
    public void A_property_that_is_input_and_output_links_the_input_when_it_is_assigned()
    {
        var workflow = new LoraChain();
        workflow.Detail.Model = workflow.CheckpointLoaderSimple.Model;
        workflow.Style.Clip = workflow.Detail.Clip;

        Assert.Equal("""["10",0]""", Link(workflow, "12", "model"));
        Assert.Equal("""["12",1]""", Link(workflow, "11", "clip"));
        Assert.Same(workflow.Detail, workflow.Style.Clip.Source!.Value.Node);
    }

    [Fact]
    public void An_output_is_taken_for_another_type_on_demand()
    {
        var workflow = new LoraChain();
        workflow.KSampler.LatentImage = workflow.VAEDecode.Image.As<Types.Latent>();

        Assert.Equal("""["17",0]""", Link(workflow, "16", "latent_image"));
    }

    [Fact]
    public void A_link_to_a_node_of_another_object_is_refused_with_the_name_of_the_property()
    {
        var workflow = new LoraChain();
        workflow.KSampler.Model = new LoraChain().Style.Model;

        var exception = Assert.Throws<InvalidOperationException>(workflow.ToJson);
        Assert.Contains("KSampler.Model is linked to Style, which belongs to another workflow object", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_can_be_enumerated_and_found()
    {
        var workflow = new LoraChain();
        foreach (KSampler sampler in workflow.Nodes.OfType<KSampler>())
            sampler.Steps = 9;

        Assert.Equal(9, workflow.KSampler.Steps.Value);
        Assert.Same(workflow.Style, workflow.FindNode("11"));
        Assert.Null(workflow.FindNode("99"));
    }

    private static string Link(ComfyWorkflow workflow, string id, string input) => PromptTests.Inputs(workflow, id)[input]!.ToJsonString();
}
