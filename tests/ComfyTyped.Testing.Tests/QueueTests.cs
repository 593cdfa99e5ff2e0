using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>Order, deletion and interruption of prompts.</summary>
public class QueueTests
{
    private readonly GatedNode _gated = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lower_numbers_run_first_and_front_runs_before_all()
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        await server.SubmitAsync(Workflows.Gated("first"), "me");
        await _gated.EnteredAsync();
        string normal = await server.SubmitAsync(Workflows.Gated("normal"), "me");
        string late = await server.SubmitAsync(Workflows.Gated("late"), "me", body => body["number"] = 99.5);
        string front = await server.SubmitAsync(Workflows.Gated("front"), "me", body => body["front"] = true);
        _gated.Open();
        await socket.ReadUntilEndAsync(late, CancellationToken);
        string?[] order = [.. socket.Frames.Where(frame => frame.Type == "execution_start").Skip(1).Select(frame => (string?)frame.Data!["prompt_id"])];
        Assert.Equal([front, normal, late], order);
    }

    [Fact]
    public async Task An_interrupt_by_id_ends_the_running_prompt_and_no_other()
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string running = await server.SubmitAsync(Workflows.Gated("a"), "me");
        string waiting = await server.SubmitAsync(Workflows.Gated("b"), "me");
        await _gated.EnteredAsync();
        await server.PostAsync("/interrupt", new JsonObject { ["prompt_id"] = waiting });
        await server.PostAsync("/interrupt", new JsonObject { ["prompt_id"] = running });
        await socket.ReadUntilEndAsync(running, CancellationToken);
        _gated.Open();
        await socket.ReadUntilEndAsync(waiting, CancellationToken);
        Assert.Equal(["execution_interrupted", "execution_success"], Endings(socket));
        Assert.Equal((false, "execution_interrupted"), await OutcomeAsync(server, running));
        Assert.Equal((true, "execution_success"), await OutcomeAsync(server, waiting));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{not json")]
    [InlineData("[1]")]
    [InlineData("""{"prompt_id": null}""")]
    public async Task An_interrupt_without_an_id_ends_whatever_runs(string body)
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string promptId = await server.SubmitAsync(Workflows.Gated(), "me");
        await _gated.EnteredAsync();
        Answer answer = await server.PostAsync("/interrupt", body);
        await socket.ReadUntilEndAsync(promptId, CancellationToken);
        Assert.Equal((200, 0), ((int)answer.Status, answer.Body.Length));
        Assert.Equal(["execution_interrupted"], Endings(socket));
    }

    [Fact]
    public async Task An_interrupt_while_nothing_runs_does_not_touch_the_next_prompt()
    {
        await using TestServer server = await StartAsync();
        await server.PostAsync("/interrupt", "{}");
        Assert.Equal("success", (string?)(await server.RunAsync(Workflows.EmptyImage()))["status"]!["status_str"]);
    }

    [Fact]
    public async Task A_deleted_prompt_leaves_no_event_and_no_history()
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string running = await server.SubmitAsync(Workflows.Gated("a"), "me");
        await _gated.EnteredAsync();
        string deleted = await server.SubmitAsync(Workflows.Gated("b"), "me");
        string kept = await server.SubmitAsync(Workflows.Gated("c"), "me");
        await server.PostAsync("/queue", new JsonObject { ["delete"] = new JsonArray(deleted, running, "unknown") });
        _gated.Open();
        await socket.ReadUntilEndAsync(kept, CancellationToken);
        Assert.DoesNotContain(socket.Frames, frame => (string?)frame.Data?["prompt_id"] == deleted);
        Assert.Equal("{}", (await server.GetAsync($"/history/{deleted}")).Text);
        Assert.Equal((true, "execution_success"), await OutcomeAsync(server, running));
    }

    [Fact]
    public async Task Clearing_empties_what_waits_and_lets_the_running_prompt_end()
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string running = await server.SubmitAsync(Workflows.Gated("a"), "me");
        await _gated.EnteredAsync();
        await server.SubmitAsync(Workflows.Gated("b"), "me");
        await server.PostAsync("/queue", """{"clear": true}""");
        JsonNode queue = (await server.GetAsync("/queue")).Json!;
        Assert.Equal((1, 0), (queue["queue_running"]!.AsArray().Count, queue["queue_pending"]!.AsArray().Count));
        _gated.Open();
        await socket.ReadUntilEndAsync(running, CancellationToken);
    }

    [Fact]
    public async Task Secrets_are_shown_neither_in_the_queue_nor_in_the_history_nor_in_a_png()
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string promptId = await server.SubmitAsync(Workflows.Gated(), "me", body => body["extra_data"] = new JsonObject
        {
            ["api_key_comfy_org"] = "s3cret-key",
            ["auth_token_comfy_org"] = "s3cret-token",
            ["shown"] = "yes",
        });
        await _gated.EnteredAsync();
        string queue = (await server.GetAsync("/queue")).Text;
        _gated.Open();
        await socket.ReadUntilEndAsync(promptId, CancellationToken);
        string history = (await server.GetAsync($"/history/{promptId}")).Text;
        Assert.All([queue, history], text => Assert.Contains("\"shown\":\"yes\"", text, StringComparison.Ordinal));
        Assert.All([queue, history], text => Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal));
    }

    private Task<TestServer> StartAsync() => TestServer.StartAsync(options => options.AddNode(_gated.Behavior));

    private static IEnumerable<string> Endings(EventSocket socket) =>
        socket.Frames.Select(frame => frame.Type).Where(type => type is "execution_success" or "execution_error" or "execution_interrupted");

    private static async Task<(bool Completed, string? LastMessage)> OutcomeAsync(TestServer server, string promptId)
    {
        JsonNode status = (await server.GetAsync($"/history/{promptId}")).Json![promptId]!["status"]!;
        return ((bool)status["completed"]!, (string?)status["messages"]!.AsArray().Last()![0]);
    }
}
