using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>Random edits of valid prompts, judged by the rules and by a server's validator.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    /// <summary>Set to a number, this environment variable makes the run try so many edits.</summary>
    private const string CountVariable = "COMFYTYPED_DIFFERENTIAL";

    private const int DefaultCount = 4000;

    private static readonly JsonObject Catalog = ValidPrompts.Catalog;

    private static readonly JsonObject[] Prompts = ValidPrompts.All;

    private readonly ServerJudge _server = new(Catalog, ValidPrompts.Version);
    private readonly RuleJudge _rules = new(Catalog.ToJsonString());

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
        int count = int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : DefaultCount;
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

    private string? Disagreement(string prompt) => ServerLaw.Disagreement(_server.Judge(prompt), _rules.Judge(prompt));

    private string Print(string prompt, PromptEdit[] edits) => $"{string.Join("; ", edits.Select(edit => edit.ToString()))}\n{Disagreement(prompt)}\n{prompt}";
}
