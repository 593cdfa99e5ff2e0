using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>What <see cref="ComfyWorkflow.Parse"/>, <see cref="ComfyClient.CheckAsync"/> and <see cref="ComfyWorkflow.Validate"/> say of prompts, in the words of the server.</summary>
internal sealed class LoadJudge : IAsyncDisposable
{
    public const string LoadImage = "LoadImage";

    private readonly ComfyClient _client;

    public LoadJudge(JsonObject catalog, string version) =>
        _client = new ComfyClient("http://catalog", new ComfyClientOptions { HttpMessageHandler = new CatalogHandler(catalog, version) });

    public static bool Describes(JsonObject catalog, string classType) => classType == LoadImage || catalog.ContainsKey(classType);

    /// <summary>The prompt as it is loaded, which is mended; null when it is refused.</summary>
    public static DynamicWorkflow? Load(string prompt)
    {
        try
        {
            return ComfyWorkflow.Parse(prompt);
        }
        catch (WorkflowFormatException)
        {
            return null;
        }
    }

    public Task<IReadOnlyList<ValidationProblem>> CheckAsync(DynamicWorkflow workflow) => _client.CheckAsync(workflow, TestContext.Current.CancellationToken);

    public async Task<RuleVerdict> JudgeAsync(DynamicWorkflow workflow) => VerdictOf(await CheckAsync(workflow));

    /// <summary>What <see cref="ComfyWorkflow.Validate"/> says of a workflow that has the types of its catalog.</summary>
    public async Task<RuleVerdict> ValidateAsync(DynamicWorkflow workflow) =>
        VerdictOf((await _client.DescribeAsync(workflow, TestContext.Current.CancellationToken)).Validate());

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static RuleVerdict VerdictOf(IReadOnlyList<ValidationProblem> problems) => new(
        problems.Any(problem => problem.Kind == ValidationProblemKind.UnknownClass),
        problems.Any(problem => problem.Kind == ValidationProblemKind.NoOutputNode),
        problems.Any(problem => problem is { Kind: ValidationProblemKind.Cycle, Severity: ValidationSeverity.Error }),
        [.. problems.Select(Of).OfType<Complaint>()]);

    private static Complaint? Of(ValidationProblem problem) => TypeOf(problem) is { } type ? new Complaint(problem.Node!.Id, problem.Input!, type) : null;

    private static string? TypeOf(ValidationProblem problem) => problem.Kind switch
    {
        ValidationProblemKind.RequiredInputMissing => "required_input_missing",
        ValidationProblemKind.OutOfRange => problem.Message.Contains("below", StringComparison.Ordinal) ? "value_smaller_than_min" : "value_bigger_than_max",
        // The server judged here has every picture, and every file of a list that its catalog leaves empty.
        ValidationProblemKind.NotAnOption when problem.Node!.ClassType != LoadImage && !problem.Message.Contains("no file", StringComparison.Ordinal) => "value_not_in_list",
        ValidationProblemKind.LinkToMissingNode or ValidationProblemKind.SlotOutOfRange => Complaint.BreakOff,
        ValidationProblemKind.LinkTypeMismatch => "return_type_mismatch",
        // A literal where only a link makes sense is no matter of validation.
        ValidationProblemKind.WrongType when !problem.Message.Contains("a link to", StringComparison.Ordinal) => "invalid_input_type",
        _ => null,
    };

    /// <summary>A server that only tells of its classes.</summary>
    private sealed class CatalogHandler(JsonObject catalog, string version) : HttpMessageHandler
    {
        private readonly Dictionary<string, byte[]> _answers = catalog.ToDictionary(
            entry => entry.Key, entry => Encoding.UTF8.GetBytes(new JsonObject { [entry.Key] = entry.Value!.DeepClone() }.ToJsonString()), StringComparer.Ordinal);

        private readonly byte[] _stats = Encoding.UTF8.GetBytes($$"""{"system":{"comfyui_version":"{{version}}"},"devices":[]}""");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string classType = Uri.UnescapeDataString(request.RequestUri!.Segments[^1]);
            byte[] answer = classType == "system_stats" ? _stats : _answers.GetValueOrDefault(classType, [.. "{}"u8]);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer) });
        }
    }
}
