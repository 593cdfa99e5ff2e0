using System.Text.Json.Nodes;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Workflows;

public class BypassTests
{
    private static readonly (string File, Func<ComfyWorkflow> Create)[] Compiled =
        [("lora_chain.json", () => new LoraChain()), ("text_to_image.json", () => new TextToImage()), ("image_upscale.json", () => new ImageUpscale())];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_described_workflow_bypasses_each_node_as_a_compiled_one_does()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url);
        foreach ((string file, Func<ComfyWorkflow> create) in Compiled)
        {
            foreach (string id in create().Nodes.Select(node => node.Id))
            {
                ComfyWorkflow compiled = create();
                DynamicWorkflow described = await client.DescribeAsync(ComfyWorkflow.Parse(PromptTests.FileText(file)), Token);

                string[] lost = [.. described.Bypass(described.FindNode(id)!).Select(link => $"{link.Source.Id}[{link.Slot}] -> {link.Target.Id}.{link.Input}")];

                Assert.Equal(compiled.Bypass(compiled.FindNode(id)!).Select(link => $"{link.Source.Id}[{link.Slot}] -> {link.Target.Id}.{link.Input}"), lost);
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(compiled.ToJson()), JsonNode.Parse(described.ToJson())), $"{compiled.ToJson()}\n{described.ToJson()}");
            }
        }
    }

    [Fact]
    public void Without_types_it_says_what_it_needs_and_changes_nothing()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse(PromptTests.FileText("lora_chain.json"), "lora");
        string before = workflow.ToJson();

        var exception = Assert.Throws<InvalidOperationException>(() => workflow.Bypass(workflow["Style"]));

        Assert.StartsWith("lora.Style (\"Style\", node 11) cannot be bypassed: Detail.model would be linked", exception.Message, StringComparison.Ordinal);
        Assert.Contains("nothing tells the types of LoraLoader. Bypass it in the workflow that ComfyClient.DescribeAsync makes", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, workflow.ToJson());
    }

    [Fact]
    public void No_node_of_an_untyped_workflow_loses_a_link_in_silence()
    {
        foreach ((string file, _) in Compiled)
        {
            foreach (string id in ComfyWorkflow.Parse(PromptTests.FileText(file)).Nodes.Select(node => node.Id))
            {
                DynamicWorkflow workflow = ComfyWorkflow.Parse(PromptTests.FileText(file));
                ComfyNode node = workflow.FindNode(id)!;
                bool isCertain = workflow.ConsumersOf(node).Count == 0 || !node.Links().Any();

                if (isCertain)
                    Assert.Equal(workflow.ConsumersOf(node), workflow.Bypass(node));
                else
                    Assert.Throws<InvalidOperationException>(() => workflow.Bypass(node));
            }
        }
    }

    [Fact]
    public void An_unknown_node_between_known_ones_passes_the_only_link_of_the_type_through()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse("""{"1":{"class_type":"Custom","inputs":{"model":["8",0],"picture":["9",0],"strength":1}}}""");
        (EmptyImage image, SaveImage save) = Surround(workflow);

        Assert.Empty(workflow.Bypass(workflow["Custom"]));

        Assert.Equal(new NodeLink(image, 0, save, "images"), Assert.Single(workflow.ConsumersOf(image.Image)));
    }

    [Fact]
    public void An_unknown_node_with_two_links_of_the_type_is_not_guessed_at()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse("""{"1":{"class_type":"Custom","inputs":{"model":["8",0],"picture":["9",0],"other":["9",0]}}}""");
        Surround(workflow);
        workflow["Custom"]["other"] = workflow.Add(new EmptyImage()).Image;

        Assert.Contains("types of Custom", Assert.Throws<InvalidOperationException>(() => workflow.Bypass(workflow["Custom"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_node_before_an_unknown_one_passes_what_is_of_its_own_type()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse("""{"1":{"class_type":"Custom","inputs":{"x":["9",0]}}}""");
        EmptyImage image = workflow.Add(new EmptyImage());
        ImageInvert invert = workflow.Add(new ImageInvert { Image = image.Image });
        workflow["Custom"]["x"] = invert.Image;

        Assert.Empty(workflow.Bypass(invert));

        Assert.Equal($$"""["{{image.Id}}",0]""", PromptTests.Inputs(workflow, "1")["x"]!.ToJsonString());
    }

    [Fact]
    public async Task A_class_that_the_server_does_not_have_is_named()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url);
        DynamicWorkflow workflow = await client.DescribeAsync(
            ComfyWorkflow.Parse("""{"1":{"class_type":"EmptyImage","inputs":{}},"2":{"class_type":"Nobody","inputs":{"a":["1",0],"b":["4",0]}},"3":{"class_type":"SaveImage","inputs":{"images":["2",0]}},"4":{"class_type":"EmptyImage","inputs":{}}}"""),
            Token);

        Assert.Contains("types of Nobody", Assert.Throws<InvalidOperationException>(() => workflow.Bypass(workflow["2"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_of_an_open_type_are_rewired_and_their_consumers_found()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse(PromptTests.FileText("lora_chain.json"));

        workflow.Rewire(workflow["Detail"].Output(1), workflow["Style"].Output(1));

        Assert.Empty(workflow.ConsumersOf(workflow["Detail"].Output(1)));
        Assert.Equal(["12", "13", "14"], workflow.ConsumersOf(workflow["Style"].Output(1)).Select(link => link.Target.Id));
    }

    private static (EmptyImage Image, SaveImage Save) Surround(DynamicWorkflow workflow)
    {
        EmptyImage image = workflow.Add(new EmptyImage());
        CheckpointLoaderSimple checkpoint = workflow.Add(new CheckpointLoaderSimple());
        workflow["Custom"]["picture"] = image.Image;
        workflow["Custom"]["model"] = checkpoint.Model;
        return (image, workflow.Add(new SaveImage { Images = workflow["Custom"].Output(0) }));
    }
}
