using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Workflows;

public class InputListTests
{
    [Fact]
    public void A_new_node_is_given_its_inputs_as_a_list()
    {
        var graph = new ComfyGraph();
        EmptyImage a = graph.Add(new EmptyImage()), b = graph.Add(new EmptyImage());
        BatchImagesNode batch = graph.Add(new BatchImagesNode { Images = { a.Image, b.Image } });

        Assert.Equal("""{"images.image0":["1",0],"images.image1":["2",0]}""", PromptTests.Inputs(graph, batch.Id).ToJsonString());
        Assert.Equal([a, b], batch.Images.Select(image => image.Source!.Value.Node));
    }

    [Fact]
    public void The_list_of_the_file_is_read_and_changed_in_place()
    {
        var workflow = new ResizeAndBatch();
        Assert.Equal([workflow.LoadImage, (ComfyNode)workflow.Resize], workflow.Batch.Images.Select(image => image.Source!.Value.Node));

        EmptyImage blank = workflow.Add(new EmptyImage());
        workflow.Batch.Images[0] = blank.Image;
        workflow.Batch.Images.Add(workflow.LoadImage.ImageOutput);

        Assert.Equal("""{"images.image0":["6",0],"images.image1":["2",0],"images.image2":["1",0]}""", PromptTests.Inputs(workflow, "3").ToJsonString());
    }

    [Fact]
    public void Inputs_that_are_counted_move_up_when_one_is_removed()
    {
        var workflow = new ResizeAndBatch();
        workflow.Batch.Images.RemoveAt(0);

        Assert.Equal("""{"images.image0":["2",0]}""", PromptTests.Inputs(workflow, "3").ToJsonString());
        Assert.Single(workflow.Batch.Images);

        workflow.Batch.Images.Clear();
        Assert.Empty(workflow.Batch.Images);
        Assert.Empty(PromptTests.Inputs(workflow, "3"));
    }

    [Fact]
    public void Inputs_with_names_keep_them()
    {
        InputList<Input<Types.Image>> characters = new ResizeAndBatch().Compose.Characters;
        Assert.Equal(["hero", "villain", "extra"], characters.Names);
        Assert.Equal(2, characters.Count);
        Assert.Null(characters["hero"].Source);
        Assert.NotNull(characters["villain"].Source);

        characters["hero"] = new EmptyImage().Image;
        characters.RemoveAt(0);

        Assert.Null(characters["hero"].Source);
        Assert.NotNull(characters[1].Source);
        Assert.Throws<ArgumentException>(() => characters["sidekick"]);
    }

    [Fact]
    public void There_is_no_input_beyond_the_last()
    {
        InputList<Input<Types.Image>> images = new ResizeAndBatch().Batch.Images;

        Assert.Equal((2, 50), (images.Count, images.Capacity));
        Assert.Throws<ArgumentOutOfRangeException>(() => images[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => images[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => images[50] = default);
        Assert.Throws<ArgumentOutOfRangeException>(() => images.RemoveAt(2));
    }

    [Fact]
    public void A_full_list_takes_no_more()
    {
        var workflow = new ResizeAndBatch();
        for (int i = 2; i < 50; i++)
            workflow.Batch.Images.Add(workflow.LoadImage.ImageOutput);

        Assert.Throws<InvalidOperationException>(() => workflow.Batch.Images.Add(workflow.LoadImage.ImageOutput));
    }

    [Fact]
    public void Members_are_inputs_to_consumers_removal_and_bypass()
    {
        var workflow = new ResizeAndBatch();
        Assert.Contains("Resize[0] -> Batch.Images[1]", workflow.ConsumersOf(workflow.Resize).Select(link => link.ToString()));

        workflow.Bypass(workflow.Resize);
        Assert.Same(workflow.LoadImage, workflow.Batch.Images[1].Source!.Value.Node);

        workflow.Bypass(workflow.Batch);
        Assert.Same(workflow.LoadImage, workflow.Compose.Image.Source!.Value.Node);
    }

    [Fact]
    public void Writing_a_changed_list_allocates_nothing()
    {
        var workflow = new ResizeAndBatch { Resize = { ResizeType = { Width = 1 } } };
        workflow.Batch.Images.Add(workflow.LoadImage.ImageOutput);

        PromptTests.AssertWritesWithoutAllocating(workflow);
    }
}
