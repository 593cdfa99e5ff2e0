namespace ComfyTyped.Compiler.Tests.Generator;

public class ValidationOfFilesTests
{
    [Fact]
    public void A_required_input_that_the_file_never_had_is_a_warning_because_its_server_may_not_know_the_input()
    {
        ComfyWorkflow workflow = Compile("""
            { "1": { "class_type": "EmptyImage", "inputs": { "width": 64, "height": 64, "batch_size": 1 } },
              "2": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } } }
            """);

        ValidationProblem problem = Assert.Single(workflow.Validate());

        Assert.Equal((ValidationProblemKind.RequiredInputMissing, ValidationSeverity.Warning, "color"), (problem.Kind, problem.Severity, problem.Input));
    }

    [Fact]
    public void A_value_of_the_file_below_its_minimum_and_a_dangling_link_are_errors()
    {
        ComfyWorkflow workflow = Compile("""
            { "1": { "class_type": "EmptyImage", "inputs": { "width": 0, "height": 64, "batch_size": 1, "color": 0 } },
              "2": { "class_type": "ImageBlend", "inputs": { "image1": ["1", 0], "image2": ["99", 0], "blend_factor": 0.5, "blend_mode": "normal" } },
              "3": { "class_type": "PreviewImage", "inputs": { "images": ["2", 0] } } }
            """);

        Assert.Equal(
            [(ValidationProblemKind.OutOfRange, ValidationSeverity.Error, "width"), (ValidationProblemKind.LinkToMissingNode, ValidationSeverity.Error, "image2")],
            workflow.Validate().Select(problem => (problem.Kind, problem.Severity, problem.Input!)));
    }

    [Fact]
    public void Nothing_is_required_of_a_class_that_no_catalog_has_and_it_may_be_an_output_node()
    {
        ComfyWorkflow workflow = Compile("""{ "1": { "class_type": "Unheard Of", "inputs": { "x": 1 } } }""");

        Assert.Empty(workflow.Validate());
    }

    [Fact]
    public void A_literal_of_the_file_where_a_link_is_needed_is_a_warning()
    {
        ComfyWorkflow workflow = Compile("""{ "1": { "class_type": "SaveImage", "inputs": { "images": "foo", "filename_prefix": "x" } } }""");

        ValidationProblem problem = Assert.Single(workflow.Validate());

        Assert.Equal((ValidationProblemKind.WrongType, ValidationSeverity.Warning, "images"), (problem.Kind, problem.Severity, problem.Input));
        Assert.Equal("'foo' stands where a link to IMAGE is needed", problem.Message);
    }

    private static ComfyWorkflow Compile(string json) =>
        GeneratorRun.Of(new InMemoryFile("/src/MyApp/workflows/a.json", json)).Create("MyApp.Workflows.A");
}
