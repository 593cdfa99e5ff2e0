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
    public async Task A_deletion_takes_one_of_several_prompts_with_one_id()
    {
        await using TestServer server = await StartAsync();
        await server.SubmitAsync(Workflows.Gated("running"));
        await _gated.EnteredAsync();
        string id = Guid.NewGuid().ToString("D");
        for (int copy = 0; copy < 3; copy++)
            await server.SubmitAsync(Workflows.Gated($"{copy}"), more: body => body["prompt_id"] = id);

        await server.PostAsync("/queue", new JsonObject { ["delete"] = new JsonArray(id) });
        Assert.Equal([id, id], await PendingAsync(server));
        await server.PostAsync("/queue", new JsonObject { ["delete"] = new JsonArray(id, id) });
        Assert.Empty(await PendingAsync(server));
    }

    [Fact]
    public async Task A_job_is_cancelled_where_it_runs_before_a_copy_of_it_that_waits()
    {
        await using TestServer server = await TestServer.StartAsync(options =>
        {
            options.ComfyUIVersion = "0.33.0";
            options.AddNode(_gated.Behavior);
        });
        await using EventSocket socket = await server.ConnectAsync("me");
        string id = Guid.NewGuid().ToString("D");
        await server.SubmitAsync(Workflows.Gated("running"), "me", body => body["prompt_id"] = id);
        await _gated.EnteredAsync();
        await server.SubmitAsync(Workflows.Gated("copy"), "me", body => body["prompt_id"] = id);

        Assert.True((bool)(await server.PostAsync($"/api/jobs/{id}/cancel", "{}")).Json!["cancelled"]!);
        await socket.ReadUntilAsync(frame => frame.Type == "execution_interrupted", CancellationToken);
        await _gated.EnteredAsync();
        _gated.Open();
        await socket.ReadUntilAsync(frame => frame.Type == "execution_success", CancellationToken);
    }

    [Fact]
    public async Task The_same_number_and_the_same_id_twice_are_an_error_and_wait_all_the_same()
    {
        await using TestServer server = await StartAsync();
        await server.SubmitAsync(Workflows.Gated("running"));
        await _gated.EnteredAsync();
        var body = new JsonObject { ["prompt"] = JsonNode.Parse(Workflows.Gated("twice")), ["number"] = 7, ["prompt_id"] = Guid.NewGuid().ToString("D") };

        Answer first = await server.PostAsync("/prompt", body), second = await server.PostAsync("/prompt", body);

        Assert.Equal((200, 500), ((int)first.Status, (int)second.Status));
        Assert.Equal(2, (await PendingAsync(server)).Count());
    }

    [Fact]
    public async Task A_number_that_the_client_gives_comes_back_as_a_float()
    {
        await using TestServer server = await TestServer.StartAsync();
        Answer given = await server.PostAsync("/prompt", new JsonObject { ["prompt"] = JsonNode.Parse(Workflows.EmptyImage()), ["number"] = 5 });
        Answer chosen = await server.PostAsync("/prompt", new JsonObject { ["prompt"] = JsonNode.Parse(Workflows.EmptyImage()) });
        Assert.Equal(("5.0", "0"), (given.Json!["number"]!.ToJsonString(), chosen.Json!["number"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_last_prompt_that_is_deleted_is_told_twice()
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string running = await server.SubmitAsync(Workflows.Gated("a"), "me");
        await _gated.EnteredAsync();
        string deleted = await server.SubmitAsync(Workflows.Gated("b"), "me");
        await server.PostAsync("/queue", new JsonObject { ["delete"] = new JsonArray(deleted) });
        _gated.Open();
        await socket.ReadUntilEndAsync(running, CancellationToken);
        Assert.Equal(
            [0, 1, 1, 2, 1, 1, 0],
            socket.Frames.Where(frame => frame.Type == "status").Select(frame => (int)frame.Data!["status"]!["exec_info"]!["queue_remaining"]!));
    }

    /// <summary>What Python's <c>heapq</c> makes of the same steps.</summary>
    [Fact]
    public async Task Waiting_prompts_are_listed_in_the_order_of_a_heap()
    {
        await using TestServer server = await StartAsync();
        await server.SubmitAsync(Workflows.Gated("running"));
        await _gated.EnteredAsync();
        var ids = new Dictionary<double, string>();
        foreach (int number in (int[])[5, 3, 8, 1, 4, 7, 2, 6])
            ids[number] = await server.SubmitAsync(Workflows.Gated($"{number}"), more: body => body["number"] = number);

        Assert.Equal([1, 3, 2, 5, 4, 8, 7, 6], await NumbersAsync(server));
        await server.PostAsync("/queue", new JsonObject { ["delete"] = new JsonArray(ids[3]) });
        Assert.Equal([1, 2, 5, 4, 8, 7, 6], await NumbersAsync(server));
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

    private static async Task<IEnumerable<JsonArray>> WaitingAsync(TestServer server) =>
        (await server.GetAsync("/queue")).Json!["queue_pending"]!.AsArray().Select(item => item!.AsArray());

    private static async Task<IEnumerable<string>> PendingAsync(TestServer server) => (await WaitingAsync(server)).Select(item => (string)item[1]!);

    private static async Task<IEnumerable<double>> NumbersAsync(TestServer server) => (await WaitingAsync(server)).Select(item => (double)item[0]!);

    private static IEnumerable<string> Endings(EventSocket socket) =>
        socket.Frames.Select(frame => frame.Type).Where(type => type is "execution_success" or "execution_error" or "execution_interrupted");

    private static async Task<(bool Completed, string? LastMessage)> OutcomeAsync(TestServer server, string promptId)
    {
        JsonNode status = (await server.GetAsync($"/history/{promptId}")).Json![promptId]!["status"]!;
        return ((bool)status["completed"]!, (string?)status["messages"]!.AsArray().Last()![0]);
    }
}
