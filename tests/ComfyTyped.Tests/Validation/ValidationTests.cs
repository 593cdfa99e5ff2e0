using ComfyTyped.Tests.Workflows.Files;
using Kind = ComfyTyped.ValidationProblemKind;

namespace ComfyTyped.Tests.Validation;

public class ValidationTests
{
    [Fact]
    public void The_shared_workflows_are_valid()
    {
        Assert.Empty(new LoraChain().Validate());
        Assert.Empty(new TextToImage().Validate());
        Assert.Empty(new ImageUpscale().Validate());
    }

    [Fact]
    public void A_problem_names_property_title_input_and_place()
    {
        var workflow = new LoraChain { KSampler = { Steps = 0 } };

        ValidationProblem problem = Assert.Single(workflow.Validate());

        Assert.Equal((Kind.OutOfRange, ValidationSeverity.Error), (problem.Kind, problem.Severity));
        Assert.Same(workflow.KSampler, problem.Node);
        Assert.Equal(("LoraChain.KSampler.Steps", "KSampler", "steps"), (problem.PropertyPath, problem.NodeTitle, problem.Input));
        Assert.Equal("$['16'].inputs['steps']", problem.JsonPath);
        Assert.Equal("LoraChain.KSampler.Steps (\"KSampler\", node 16): 0 is below the minimum, 1", problem.ToString());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(10000, true)]
    [InlineData(10001, false)]
    [InlineData(-1, false)]
    public void An_integer_must_be_within_its_bounds(int steps, bool isValid) =>
        Assert.Equal(isValid, new LoraChain { KSampler = { Steps = steps } }.Validate().Count == 0);

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(1.0, true)]
    [InlineData(1.0000000000000002, false)]
    public void A_float_must_be_within_its_bounds(double denoise, bool isValid) =>
        Assert.Equal(isValid, new LoraChain { KSampler = { Denoise = denoise } }.Validate().Count == 0);

    [Fact]
    public void The_largest_seed_and_a_random_seed_are_valid()
    {
        Assert.Empty(new LoraChain { KSampler = { Seed = ulong.MaxValue } }.Validate());
        Assert.Empty(new LoraChain { KSampler = { Seed = Seed.Random } }.Validate());
    }

    [Fact]
    public void A_required_input_that_holds_nothing_is_an_error()
    {
        var workflow = new LoraChain();
        workflow.KSampler.Cfg = default;
        workflow.KSampler.LatentImage = default;

        Assert.Equal(
            [(Kind.RequiredInputMissing, "cfg"), (Kind.RequiredInputMissing, "latent_image")],
            workflow.Validate().Select(problem => (problem.Kind, problem.Input!)));
    }

    [Fact]
    public void A_node_that_was_added_needs_all_required_inputs()
    {
        var workflow = new LoraChain();
        workflow.Remove(workflow.Final);
        SaveImage added = workflow.Add(workflow.Final);
        added.FilenamePrefix = default;

        Assert.Equal((Kind.RequiredInputMissing, ValidationSeverity.Error), Of(Assert.Single(workflow.Validate())));
    }

    [Fact]
    public void An_unknown_option_is_a_warning_because_servers_may_have_more()
    {
        ValidationProblem problem = Assert.Single(new LoraChain { KSampler = { SamplerName = "eulr" } }.Validate());

        Assert.Equal((Kind.NotAnOption, ValidationSeverity.Warning), (problem.Kind, problem.Severity));
    }

    [Fact]
    public void A_file_name_is_never_checked_against_a_list()
    {
        Assert.Empty(new LoraChain { CheckpointLoaderSimple = { CkptName = "mine.safetensors" } }.Validate());
    }

    [Fact]
    public void A_link_to_a_node_outside_the_workflow_is_an_error()
    {
        var workflow = new LoraChain();
        workflow.KSampler.LatentImage = new EmptyLatentImage().Latent;

        ValidationProblem problem = Assert.Single(workflow.Validate(), problem => problem.Severity == ValidationSeverity.Error);

        Assert.Equal((Kind.LinkToMissingNode, "latent_image"), (problem.Kind, problem.Input));
    }

    [Fact]
    public void A_link_of_the_file_to_a_node_that_is_not_there_is_found()
    {
        var workflow = new RawWorkflow("""{"1":{"inputs":{"images":["9",0]},"class_type":"SaveImage"}}""");

        Assert.Equal(Kind.LinkToMissingNode, Assert.Single(workflow.Validate()).Kind);
    }

    [Fact]
    public void A_link_to_a_slot_that_the_node_does_not_have_is_an_error()
    {
        var workflow = new LoraChain();
        workflow.KSampler.LatentImage = new Output<Types.Latent>(workflow.EmptyLatentImage, 1);

        Assert.Equal((Kind.SlotOutOfRange, ValidationSeverity.Error), Of(Assert.Single(workflow.Validate())));
    }

    [Fact]
    public void A_link_that_was_taken_for_another_type_is_a_warning()
    {
        var workflow = new LoraChain();
        workflow.VAEDecode.Samples = workflow.CheckpointLoaderSimple.Vae.As<Types.Latent>();

        Assert.Contains((Kind.LinkTypeMismatch, ValidationSeverity.Warning), workflow.Validate().Select(Of));
        Assert.DoesNotContain(workflow.Validate(), problem => problem.Severity == ValidationSeverity.Error);
    }

    [Fact]
    public void A_circle_is_an_error_that_names_its_nodes()
    {
        var workflow = new LoraChain();
        workflow.Style.Model = workflow.Detail.Model;

        ValidationProblem problem = Assert.Single(workflow.Validate());

        Assert.Equal((Kind.Cycle, ValidationSeverity.Error), Of(problem));
        Assert.Contains("Style <- Detail <- Style", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workflow_without_an_output_node_is_an_error()
    {
        var graph = new ComfyGraph();

        Assert.Equal((Kind.NoOutputNode, ValidationSeverity.Error), Of(Assert.Single(graph.Validate())));
    }

    [Fact]
    public void What_feeds_no_output_is_a_warning_because_servers_do_not_look_at_it()
    {
        var workflow = new LoraChain();
        workflow.Add(new KSampler { Steps = 0 });

        Assert.All(workflow.Validate(), problem => Assert.Equal(ValidationSeverity.Warning, problem.Severity));
        Assert.NotEmpty(workflow.Validate());
    }

    [Fact]
    public void A_chain_deeper_than_a_stack_is_validated()
    {
        var graph = new ComfyGraph();
        graph.Add(Chain(graph, 3000));

        Assert.Empty(graph.Validate());
    }

    private static PreviewImage Chain(ComfyGraph graph, int length)
    {
        EmptyImage first = graph.Add(new EmptyImage { Width = 64, Height = 64, BatchSize = 1, Color = 0 });
        Output<Types.Image> last = first.Image;
        for (int i = 0; i < length; i++)
            last = graph.Add(new ImageInvert { Image = last }).Image;
        return new PreviewImage { Images = last };
    }

    private static (Kind, ValidationSeverity) Of(ValidationProblem problem) => (problem.Kind, problem.Severity);
}
