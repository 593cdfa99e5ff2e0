using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>Who gets which events.</summary>
public class VisibilityTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_clients_see_only_their_own_runs()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using EventSocket one = await server.ConnectAsync("one");
        await using EventSocket other = await server.ConnectAsync("other");
        string first = await server.SubmitAsync(Workflows.TextToImage("1"), "one");
        string second = await server.SubmitAsync(Workflows.TextToImage("2"), "other");
        await one.ReadUntilEndAsync(first, CancellationToken);
        await other.ReadUntilEndAsync(second, CancellationToken);
        Assert.Equal([first], PromptsSeen(one));
        Assert.Equal([second], PromptsSeen(other));
        Assert.Equal(3, one.Frames.Count(frame => frame.Type == "binary"));
        Assert.Equal(3, other.Frames.Count(frame => frame.Type == "binary"));
    }

    [Fact]
    public async Task Progress_of_a_prompt_without_a_client_goes_to_everybody_but_its_end_to_nobody()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using EventSocket socket = await server.ConnectAsync("bystander");
        await server.SubmitAsync(Workflows.TextToImage());
        await socket.ReadUntilAsync(frame => frame.Type == "status" && (int)frame.Data!["status"]!["exec_info"]!["queue_remaining"]! == 1, CancellationToken);
        await socket.ReadUntilAsync(frame => frame.Type == "status" && (int)frame.Data!["status"]!["exec_info"]!["queue_remaining"]! == 0, CancellationToken);
        Assert.Equal(["binary", "progress", "progress_state", "status"], socket.Frames.Select(frame => frame.Type).Distinct().Order());
    }

    [Fact]
    public async Task The_end_of_an_old_socket_deafens_a_new_one_with_the_same_id()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using EventSocket old = await server.ConnectAsync("same");
        await using EventSocket replacement = await server.ConnectAsync("same");
        await old.CloseAsync(CancellationToken);
        await using EventSocket observer = await server.ConnectAsync("observer");
        string promptId = await server.SubmitAsync(Workflows.EmptyImage(), "same");
        await observer.ReadUntilAsync(frame => frame.Type == "status" && frame.Data!["sid"] is null
            && (int)frame.Data["status"]!["exec_info"]!["queue_remaining"]! == 0, CancellationToken);
        await replacement.CloseAsync(CancellationToken);
        Assert.DoesNotContain(replacement.Frames, frame => frame.Data?["prompt_id"] is not null);
        Assert.True(((string?)(await server.GetAsync($"/history/{promptId}")).Text)!.Length > 2);
    }

    [Fact]
    public async Task A_socket_without_an_id_is_told_one()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using EventSocket socket = await server.ConnectAsync("");
        Frame welcome = await socket.ReadUntilAsync(_ => true, CancellationToken);
        Assert.Matches("^[0-9a-f]{32}$", (string)welcome.Data!["sid"]!);
    }

    private static IEnumerable<string?> PromptsSeen(EventSocket socket) =>
        socket.Frames.Select(frame => (string?)frame.Data?["prompt_id"]).Where(id => id is not null).Distinct();
}
