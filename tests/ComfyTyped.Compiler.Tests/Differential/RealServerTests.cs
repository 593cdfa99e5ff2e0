using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Compiler.Tests.Corpus;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>Prompts that real servers have judged as they stand: a client that loads and checks them says the same, as far as a catalog tells.</summary>
public class RealServerTests(ITestOutputHelper output)
{
    /// <summary>Classes that judge themselves, which no catalog tells.</summary>
    private static readonly string[] Judges =
    [
        "WebcamCapture", "TripoConversionNode", "SelectModelDevice", "SelectVAEDevice", "Load3D", "LoadImage", "KlingCameraControls", "TestExecutionBlocker",
        "TestListToAccumulationNode", "TestAsyncValidationError",
    ];

    [Theory]
    [InlineData("0.33.0")]
    [InlineData("0.3.64")]
    public async Task A_client_judges_as_the_real_server(string version)
    {
        string? folder = CorpusFiles.FindShared("verdicts");
        Assert.SkipWhen(folder is null, "There is no folder shared/verdicts beside the repository.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        JsonObject catalog = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, $"object_info-{version}.json"), cancellationToken))!.AsObject();
        await using var client = new LoadJudge(catalog, version);
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var unexplained = new List<string>();
        await foreach (string line in File.ReadLinesAsync(Path.Combine(folder!, $"comfyui-{version}.jsonl"), cancellationToken))
        {
            JudgedPrompt prompt = JsonSerializer.Deserialize<JudgedPrompt>(line, JsonSerializerOptions.Web)!;
            if (prompt.Status == 500)
                continue;
            string worst = await WorstAsync(client, prompt.Prompt.GetRawText());
            string? kind = prompt.Accepted ? (worst == "error" ? "too strict" : null) : worst switch { "none" => "missed", "warning" => "too mild", _ => null };
            string? reason = kind is null ? null : ReasonOf(prompt);
            if (kind is not null && reason is null)
                unexplained.Add($"{kind}: {prompt.Class}, {prompt.Edit}");
            string entry = kind is null ? "agreed" : $"{kind}: {reason}";
            tally[entry] = tally.GetValueOrDefault(entry) + 1;
        }
        output.WriteLine(string.Join('\n', tally.Select(pair => $"{pair.Value} {pair.Key}")));
        Assert.Empty(unexplained);
    }

    private static async Task<string> WorstAsync(LoadJudge client, string prompt)
    {
        if (LoadJudge.Load(prompt) is not { } workflow)
            return "error";
        IReadOnlyList<ValidationProblem> problems = await client.CheckAsync(workflow);
        return problems.Any(problem => problem.Severity == ValidationSeverity.Error) ? "error" : problems.Count > 0 ? "warning" : "none";
    }

    /// <summary>Why the two must differ.</summary>
    private static string? ReasonOf(JudgedPrompt prompt) => prompt switch
    {
        { Class: { } name } when Judges.Contains(name) || name.StartsWith("TestCustomValidation", StringComparison.Ordinal) => "a check of the class's own",
        _ when prompt.NodeErrors.Any(error => error.Type == "custom_validation_failed") => "a check of the class's own",
        { Edit: "extralink" } => "accepted, but the link to nowhere kills the server's worker",
        { Edit: "emptynode" or "nullinputs" or "noinputs" } => "left out or mended when it is loaded, or one of several outputs",
        _ when prompt.Edit.Contains("(*,", StringComparison.Ordinal) || prompt.Edit.Contains("(COMFY_MATCHTYPE_V3,", StringComparison.Ordinal) => "an array for anything, which is wrapped when it is loaded",
        _ => null,
    };

    private sealed record JudgedPrompt(
        string Class,
        string Edit,
        int Status,
        bool Accepted,
        [property: System.Text.Json.Serialization.JsonPropertyName("node_errors")] NodeError[] NodeErrors,
        JsonElement Prompt);

    private sealed record NodeError(string Node, string Type);
}
