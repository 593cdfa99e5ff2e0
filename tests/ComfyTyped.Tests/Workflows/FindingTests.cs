using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Workflows;

public class FindingTests
{
    private readonly Guide _workflow = new();

    [Fact]
    public void A_node_is_found_by_title_class_and_id()
    {
        Assert.Same(_workflow.Refine, _workflow.FindByTitle("Refine"));
        Assert.Same(_workflow.Compose, _workflow.FindByClass("KSampler"));
        Assert.Same(_workflow.Refine, _workflow.FindNode("8"));
        Assert.Null(_workflow.FindByTitle("refine"));
        Assert.Null(_workflow.FindByClass("Sampler"));
    }

    [Fact]
    public void All_nodes_are_found_by_class_and_by_the_prefix_of_their_titles()
    {
        Assert.Equal([_workflow.Compose, _workflow.Refine], _workflow.FindAllByClass("KSampler"));
        Assert.Equal([_workflow.TextPositive, _workflow.TextNegative], _workflow.Nodes.OfType<CLIPTextEncode>());
        Assert.Equal([_workflow.TextPositive, _workflow.TextNegative], _workflow.FindAllByTitlePrefix("TEXT_"));
        Assert.Empty(_workflow.FindAllByTitlePrefix("text_"));
    }

    [Fact]
    public void A_node_that_was_added_is_found_too()
    {
        EmptyImage added = _workflow.Add(new EmptyImage(), "TEXT_more");

        Assert.Contains(added, _workflow.FindAllByTitlePrefix("TEXT_"));
    }

    [Fact]
    public void Numbers_after_a_prefix_are_an_index()
    {
        Assert.Same(_workflow.Switch1, _workflow.Switch[1]);
        Assert.Same(_workflow.Switch2, _workflow.Switch[2]);
        Assert.Contains("are 1, 2.", Assert.Throws<ArgumentOutOfRangeException>(() => _workflow.Switch[3]).Message, StringComparison.Ordinal);
    }
}
