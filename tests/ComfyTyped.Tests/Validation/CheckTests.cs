using System.Net;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;
using Kind = ComfyTyped.ValidationProblemKind;

namespace ComfyTyped.Tests.Validation;

public class CheckTests
{
    private const string Checkpoint = "sd_xl_base_1.0.safetensors";

    [Fact]
    public async Task A_server_that_has_all_of_a_workflow_has_no_problem_with_it()
    {
        await using ComfyServer server = await StartAsync(options => options.Models["checkpoints"] = [new TextToImage().CheckpointLoaderSimple.CkptName.Value!]);

        Assert.Empty(await CheckAsync(server, new TextToImage()));
    }

    [Fact]
    public async Task A_checkpoint_that_the_server_does_not_have_is_an_error_at_its_property()
    {
        await using ComfyServer server = await StartAsync(options => options.Models["checkpoints"] = [Checkpoint]);

        ValidationProblem problem = Assert.Single(await CheckAsync(server, new TextToImage { CheckpointLoaderSimple = { CkptName = "mine.safetensors" } }));

        Assert.Equal((Kind.NotAnOption, ValidationSeverity.Error), Of(problem));
        Assert.Equal("TextToImage.CheckpointLoaderSimple.CkptName", problem.PropertyPath);
        Assert.Equal("'mine.safetensors' is none of the 1 known options", problem.Message);
    }

    [Fact]
    public async Task A_file_that_a_server_without_any_lacks_is_a_warning()
    {
        await using ComfyServer server = await StartAsync();

        ValidationProblem problem = Assert.Single(await CheckAsync(server, new TextToImage()));

        Assert.Equal((Kind.NotAnOption, ValidationSeverity.Warning), Of(problem));
        Assert.Contains("no file", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_that_the_server_does_not_have_is_an_error_of_each_node()
    {
        await using ComfyServer server = await StartAsync();
        var workflow = new RawWorkflow("""{"1":{"class_type":"Mine","inputs":{}},"2":{"class_type":"Mine","inputs":{"x":["1",0]}}}""");

        IReadOnlyList<ValidationProblem> problems = await CheckAsync(server, workflow);

        Assert.Equal([(Kind.UnknownClass, ValidationSeverity.Error), (Kind.UnknownClass, ValidationSeverity.Error)], problems.Select(Of));
        Assert.Equal(["1", "2"], problems.Select(problem => problem.Node!.Id));
    }

    [Fact]
    public async Task A_class_that_the_server_fails_to_describe_is_said_and_the_others_are_checked()
    {
        await using ComfyServer server = await StartAsync();
        var handler = new RefusedClass("EmptyImage", HttpStatusCode.InternalServerError);
        await using var client = new ComfyClient(server.Url, new ComfyClientOptions { HttpMessageHandler = handler });
        var graph = new ComfyGraph();
        EmptyImage empty = graph.Add(new EmptyImage { Width = 64, Height = 32, BatchSize = 1, Color = 0 });
        ImageInvert invert = graph.Add(new ImageInvert { Image = empty.Image });
        SaveImage save = graph.Add(new SaveImage { Images = invert.Image });

        IReadOnlyList<ValidationProblem> problems = await client.CheckAsync(graph, TestContext.Current.CancellationToken);

        Assert.Equal([(Kind.UndescribedClass, ValidationSeverity.Warning), (Kind.RequiredInputMissing, ValidationSeverity.Error)], problems.Select(Of));
        Assert.Equal([empty, (ComfyNode)save], problems.Select(problem => problem.Node!));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task Another_failure_is_thrown(HttpStatusCode status)
    {
        await using ComfyServer server = await StartAsync();
        using var handler = new RefusedClass("SaveImage", status);
        await using var client = new ComfyClient(server.Url, new ComfyClientOptions { HttpMessageHandler = handler });

        var exception = await Assert.ThrowsAsync<ComfyServerException>(() => client.CheckAsync(new TextToImage(), TestContext.Current.CancellationToken));

        Assert.Equal(status, exception.StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_exception()
    {
        await using var client = new ComfyClient("http://127.0.0.1:9");

        await Assert.ThrowsAsync<ComfyConnectionException>(() => client.CheckAsync(new TextToImage(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_check_ends_as_cancelled()
    {
        await using ComfyServer server = await StartAsync();
        await using var client = new ComfyClient(server.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CheckAsync(new TextToImage(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Each_class_is_asked_for_once_and_the_version_besides()
    {
        await using ComfyServer server = await StartAsync();
        using var handler = new RefusedClass("", HttpStatusCode.OK);
        await using var client = new ComfyClient(server.Url, new ComfyClientOptions { HttpMessageHandler = handler });
        var workflow = new TextToImage();

        await client.CheckAsync(workflow, TestContext.Current.CancellationToken);

        string[] classes = [.. workflow.Nodes.Select(node => node.ClassType).Distinct(StringComparer.Ordinal)];
        Assert.Equal(classes.Length + 1, handler.Requests);
        Assert.True(classes.Length < workflow.Nodes.Count);
    }

    [Theory]
    [InlineData("Image/Resize")]
    [InlineData("ImageResize+")]
    [InlineData("Any Switch (rgthree)")]
    [InlineData("画像 🎨?#%41")]
    public async Task A_class_is_found_whatever_its_name(string classType)
    {
        await using ComfyServer server = await StartAsync(options => options.AddNode(new NodeDefinition(classType).AsOutputNode(), _ => NodeResult.None));

        Assert.Empty(await CheckAsync(server, new RawWorkflow($$"""{"1":{"class_type":"{{classType}}","inputs":{} } }""")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task A_class_type_that_is_no_name_is_unknown(string classType)
    {
        await using ComfyServer server = await StartAsync();

        ValidationProblem problem = Assert.Single(await CheckAsync(server, new RawWorkflow($$"""{"1":{"class_type":"{{classType}}","inputs":{} } }""")));

        Assert.Equal(Kind.UnknownClass, problem.Kind);
    }

    private static Task<ComfyServer> StartAsync(Action<ComfyServerOptions>? configure = null) =>
        ComfyServer.StartAsync(configure, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<ValidationProblem>> CheckAsync(ComfyServer server, ComfyWorkflow workflow)
    {
        await using var client = new ComfyClient(server.Url);
        return await client.CheckAsync(workflow, TestContext.Current.CancellationToken);
    }

    private static (Kind, ValidationSeverity) Of(ValidationProblem problem) => (problem.Kind, problem.Severity);
}
