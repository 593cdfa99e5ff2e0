using ComfyTyped.Tests.Workflows.Files;
using Kind = ComfyTyped.ValidationProblemKind;

namespace ComfyTyped.Tests.Validation;

public class DynamicInputValidationTests
{
    [Fact]
    public void Dynamic_inputs_as_the_file_has_them_are_valid() => Assert.Empty(new ResizeAndBatch().Validate());

    [Fact]
    public void Inputs_of_the_selected_case_have_bounds_and_options()
    {
        var workflow = new ResizeAndBatch { Resize = { ResizeType = { Width = 16385, Crop = "middle" } } };

        Assert.Equal(
            [(Kind.OutOfRange, "ResizeAndBatch.Resize.ResizeType.Width", "resize_type.width"), (Kind.NotAnOption, "ResizeAndBatch.Resize.ResizeType.Crop", "resize_type.crop")],
            workflow.Validate().Select(problem => (problem.Kind, problem.PropertyPath, problem.Input!)));
    }

    [Fact]
    public void Bounds_are_those_of_the_selected_case()
    {
        Assert.Empty(new ResizeAndBatch { Compose = { Mode = ComposeMode.Coarse(12, "small") } }.Validate());
        Assert.Equal(Kind.OutOfRange, Assert.Single(new ResizeAndBatch { Compose = { Mode = { Amount = 12 } } }.Validate()).Kind);
    }

    [Fact]
    public void A_required_input_of_the_selected_case_is_missed_and_no_other()
    {
        var workflow = new ResizeAndBatch();
        workflow.Resize.ResizeType.Height = default;

        ValidationProblem problem = Assert.Single(workflow.Validate());

        Assert.Equal((Kind.RequiredInputMissing, ValidationSeverity.Error, "resize_type.height"), (problem.Kind, problem.Severity, problem.Input));
    }

    [Fact]
    public void A_value_of_a_case_that_is_not_selected_is_ignored_by_the_server_and_told()
    {
        var workflow = new ResizeAndBatch();
        workflow.Resize.ResizeType.Megapixels = 1000;

        ValidationProblem problem = Assert.Single(workflow.Validate());

        Assert.Equal((Kind.UnknownInput, ValidationSeverity.Warning, "resize_type.megapixels"), (problem.Kind, problem.Severity, problem.Input));
        Assert.Equal("'scale dimensions' of resize_type has no such input, so the server ignores it", problem.Message);
    }

    [Fact]
    public void A_missing_case_is_an_error_and_an_unknown_one_a_warning()
    {
        var workflow = new ResizeAndBatch { Resize = { ResizeType = ResizeType.Case("scale by magic") } };
        ValidationProblem unknown = Assert.Single(workflow.Validate());
        Assert.Equal((Kind.NotAnOption, ValidationSeverity.Warning), (unknown.Kind, unknown.Severity));
        Assert.Contains("fails when it runs", unknown.Message, StringComparison.Ordinal);

        workflow.Resize.ResizeType.Clear();
        ValidationProblem missing = Assert.Single(workflow.Validate());
        Assert.Equal((Kind.RequiredInputMissing, ValidationSeverity.Error), (missing.Kind, missing.Severity));
    }

    [Fact]
    public void Cases_within_cases_are_validated()
    {
        var workflow = new ResizeAndBatch { Compose = { Mode = { Sampler = Sampler.Noisy(steps: 0, seed: 100) } } };

        Assert.Equal(
            ["ResizeAndBatch.Compose.Mode.Sampler.Steps", "ResizeAndBatch.Compose.Mode.Sampler.Seed"],
            workflow.Validate().Select(problem => problem.PropertyPath));
    }

    [Fact]
    public void Members_up_to_the_least_number_are_missed_with_a_warning()
    {
        var workflow = new ResizeAndBatch();
        workflow.Batch.Images.RemoveAt(0);
        workflow.Compose.Mode.References.Clear();

        Assert.Equal(
            [("ResizeAndBatch.Batch.Images[1]", ValidationSeverity.Warning), ("ResizeAndBatch.Compose.Mode.References[0]", ValidationSeverity.Warning)],
            workflow.Validate().Select(problem => (problem.PropertyPath, problem.Severity)));
    }
}
