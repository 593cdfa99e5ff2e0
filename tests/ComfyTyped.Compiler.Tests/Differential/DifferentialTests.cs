using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>Random edits of valid prompts, judged by the rules, by a client that loads and checks them, and by a server's validator.</summary>
public sealed class DifferentialTests(ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>Set to a number, this environment variable makes the run try so many edits.</summary>
    private const string CountVariable = "COMFYTYPED_DIFFERENTIAL";

    private const int DefaultCount = 4000;

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : DefaultCount;

    private static readonly JsonObject Catalog = ValidPrompts.Catalog;

    private static readonly JsonObject[] Prompts = ValidPrompts.All;

    /// <summary>Those of classes that the catalog describes: the server judged here has others besides.</summary>
    private static readonly JsonObject[] Described = [.. Prompts.Where(prompt => prompt.All(node => LoadJudge.Describes(Catalog, (string)node.Value!["class_type"]!)))];

    private readonly ServerJudge _server = new(Catalog, ValidPrompts.Version);
    private readonly RuleJudge _rules = new(Catalog.ToJsonString());
    private readonly LoadJudge _client = new([.. Catalog.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())), new(LoadJudge.LoadImage, ValidPrompts.LoadImage.DeepClone())], ValidPrompts.Version);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public void Both_accept_every_prompt_before_it_is_edited() => Assert.All(Prompts, prompt =>
    {
        Assert.True(_server.Judge(prompt.ToJsonString()).IsAccepted);
        Assert.Null(Disagreement(prompt.ToJsonString()));
    });

    [Fact]
    public void The_rules_report_what_the_server_rejects_and_nothing_that_it_accepts()
    {
        int edits = 0;
        int accepted = 0;
        int count = Count;
        PromptEdit.Some(Prompts.Length).Sample(
            sample =>
            {
                string prompt = EditedPrompt.Apply(Prompts[sample.Prompt], Catalog, sample.Edits);
                Interlocked.Add(ref edits, sample.Edits.Length);
                if (_server.Judge(prompt).IsAccepted)
                    Interlocked.Increment(ref accepted);
                return Disagreement(prompt) is null;
            },
            iter: count,
            print: sample => Print(EditedPrompt.Apply(Prompts[sample.Prompt], Catalog, sample.Edits), sample.Edits));
        output.WriteLine($"{count} prompts, {edits} edits, {accepted} accepted");
        Assert.InRange(accepted, count / 20, count - (count / 20));
    }

    [Fact]
    public Task A_client_reports_what_the_server_rejects_and_nothing_that_it_accepts() => PromptEdit.Some(Described.Length).SampleAsync(
        async sample => await ClientDisagreementAsync(EditedPrompt.Apply(Described[sample.Prompt], Catalog, sample.Edits)) is null,
        iter: Count,
        print: sample => PrintOfClient(EditedPrompt.Apply(Described[sample.Prompt], Catalog, sample.Edits)));

    /// <summary>What is loaded is mended, so the server judges that. Which classes there are, only the server that is asked can tell.</summary>
    private async Task<string?> ClientDisagreementAsync(string prompt)
    {
        if (LoadJudge.Load(prompt) is not { } loaded)
            return ServerLaw.Disagreement(_server.Judge(prompt), null);
        DynamicWorkflow workflow = ComfyWorkflow.Parse(loaded.ToJson());
        ServerVerdict server = _server.Judge(workflow.ToJson());
        RuleVerdict check = await _client.JudgeAsync(workflow);
        return ServerLaw.Disagreement(server, check)
            ?? (check.HasUnknownClass ? null : ServerLaw.Disagreement(server, await _client.ValidateAsync(workflow)) is { } validated ? $"Validate: {validated}" : null);
    }

    private string PrintOfClient(string prompt) => $"{ClientDisagreementAsync(prompt).GetAwaiter().GetResult()}\n{prompt}";

    private string? Disagreement(string prompt) => ServerLaw.Disagreement(_server.Judge(prompt), _rules.Judge(prompt));

    private string Print(string prompt, PromptEdit[] edits) => $"{string.Join("; ", edits.Select(edit => edit.ToString()))}\n{Disagreement(prompt)}\n{prompt}";
}
