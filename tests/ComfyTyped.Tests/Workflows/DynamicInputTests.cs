using System.Text.Json.Nodes;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Workflows;

public class DynamicInputTests
{
    [Fact]
    public void An_untouched_node_with_dynamic_inputs_is_as_in_the_file() => Assert.Equal(
        """
        {"inputs":{"resize_type":"scale dimensions","resize_type.width":1280,"resize_type.height":720,"resize_type.crop":"center","scale_method":"lanczos","input":["1",0]},"class_type":"ResizeImageMaskNode","_meta":{"title":"Resize"}}
        """,
        JsonNode.Parse(new ResizeAndBatch().ToJson())!["2"]!.ToJsonString());

    [Fact]
    public void The_case_and_the_inputs_of_the_file_can_be_read()
    {
        ResizeType resize = new ResizeAndBatch().Resize.ResizeType;

        Assert.Equal(("scale dimensions", 1280, 720), (resize.Selected, (int)resize.Width.Value!, (int)resize.Height.Value!));
        Assert.Equal(Crop.Center, resize.Crop.Value);
        Assert.False(resize.LongerSize.IsSet);
    }

    [Fact]
    public void An_input_of_the_selected_case_is_assigned_in_place()
    {
        var workflow = new ResizeAndBatch { Resize = { ResizeType = { Width = 640 } } };

        Assert.Equal(
            ["resize_type=scale dimensions", "resize_type.width=640", "resize_type.height=720", "resize_type.crop=center", "scale_method=lanczos"],
            Literals(workflow, "2"));
    }

    [Fact]
    public void Assigning_a_case_takes_the_inputs_of_the_other_cases_out()
    {
        var workflow = new ResizeAndBatch { Resize = { ResizeType = ResizeType.ScaleLongerDimension(1024) } };

        Assert.Equal(["resize_type=scale longer dimension", "scale_method=lanczos", "resize_type.longer_size=1024"], Literals(workflow, "2"));
        Assert.Empty(workflow.Validate());
    }

    [Fact]
    public void A_case_is_built_with_named_arguments_links_and_known_options()
    {
        var graph = new ComfyGraph();
        LoadImage photo = graph.Add(new LoadImage { Image = "a.png" });
        ResizeImageMaskNode node = graph.Add(new ResizeImageMaskNode
        {
            Input = photo.ImageOutput,
            ResizeType = ResizeType.MatchSize(match: photo.ImageOutput, crop: Crop.Disabled),
            ScaleMethod = "area",
        });

        JsonObject inputs = PromptTests.Inputs(graph, node.Id);
        Assert.Equal("""["1",0]""", inputs["resize_type.match"]!.ToJsonString());
        Assert.Equal("disabled", inputs["resize_type.crop"]!.GetValue<string>());
        Assert.DoesNotContain(graph.Validate(), problem => problem.Node == node && problem.Severity == ValidationSeverity.Error);
    }

    [Fact]
    public void What_a_method_gives_is_copied_when_it_is_assigned()
    {
        ResizeType width = ResizeType.ScaleWidth(5);
        var workflow = new ResizeAndBatch { Resize = { ResizeType = width } };
        width.Width = 6;

        Assert.Equal(5, workflow.Resize.ResizeType.Width.Value);
        Assert.Equal(("scale width", 6), (width.Selected, (int)width.Width.Value!));
    }

    [Fact]
    public void A_combo_can_be_assigned_to_itself_and_to_another_node()
    {
        var workflow = new ResizeAndBatch();
        ResizeImageMaskNode other = workflow.Add(new ResizeImageMaskNode());
        workflow.Resize.ResizeType = workflow.Resize.ResizeType;
        other.ResizeType = workflow.Resize.ResizeType;

        Assert.Equal(1280, workflow.Resize.ResizeType.Width.Value);
        Assert.Equal(["resize_type=scale dimensions", "resize_type.width=1280", "resize_type.height=720", "resize_type.crop=center"], Literals(workflow, other.Id));
    }

    [Fact]
    public void A_case_of_a_newer_server_can_be_selected_by_its_key_and_all_can_be_left_out()
    {
        var workflow = new ResizeAndBatch { Resize = { ResizeType = ResizeType.Case("scale by magic") } };
        Assert.Equal(["resize_type=scale by magic", "scale_method=lanczos"], Literals(workflow, "2"));

        workflow.Resize.ResizeType.Clear();
        Assert.Equal(["scale_method=lanczos"], Literals(workflow, "2"));
        Assert.Null(workflow.Resize.ResizeType.Selected);
    }

    [Fact]
    public void Null_is_no_case() => Assert.Throws<ArgumentNullException>(() => new ResizeAndBatch { Resize = { ResizeType = null! } });

    [Fact]
    public void A_case_may_have_combos_and_lists_of_its_own()
    {
        var workflow = new ResizeAndBatch();
        ComposeMode mode = workflow.Compose.Mode;
        Assert.Equal(("thorough", "noisy", 7), (mode.Selected, mode.Sampler.Selected, (int)mode.Sampler.Seed.Value!));
        Assert.Same(workflow.LoadImage, Assert.Single(mode.References).Source!.Value.Node);

        mode.Sampler = Sampler.Plain(steps: 9);
        mode.References.Add(workflow.LoadImage.ImageOutput);
        Assert.Equal(["mode=thorough", "mode.amount=3", "mode.size=64", "mode.sampler=plain", "mode.sampler.steps=9", "strength=0.50"], Literals(workflow, "4"));

        workflow.Compose.Mode = ComposeMode.Thorough(2, 16, Sampler.Noisy(4, Seed.Random), [workflow.LoadImage.ImageOutput, workflow.LoadImage.ImageOutput], note: "n");
        JsonObject inputs = PromptTests.Inputs(workflow, "4");
        Assert.InRange(inputs["mode.sampler.seed"]!.GetValue<int>(), 0, 99);
        Assert.True(inputs.ContainsKey("mode.references.reference1"));
        Assert.Equal("n", inputs["mode.note"]!.GetValue<string>());
        Assert.Empty(workflow.Validate());

        workflow.Compose.Mode = ComposeMode.Fast();
        Assert.Equal(["mode=fast", "strength=0.50"], Literals(workflow, "4"));
    }

    [Fact]
    public void An_input_that_cases_give_different_types_takes_anything_but_each_case_its_own()
    {
        var workflow = new ResizeAndBatch { Compose = { Mode = ComposeMode.Coarse(amount: 12, size: Size.Large) } };
        Assert.Equal("large", workflow.Compose.Mode.Size.Value);

        workflow.Compose.Mode.Size = "small";
        Assert.Equal(["mode=coarse", "mode.amount=12", "mode.size=small", "strength=0.50"], Literals(workflow, "4"));
    }

    private static IEnumerable<string> Literals(ComfyWorkflow workflow, string id) =>
        PromptTests.Inputs(workflow, id).Where(input => input.Value is JsonValue).Select(input => $"{input.Key}={input.Value}");
}
