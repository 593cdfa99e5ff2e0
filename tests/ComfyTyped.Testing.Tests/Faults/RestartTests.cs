using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Faults;

/// <summary>A server that goes away and comes back.</summary>
public class RestartTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_its_memory_the_running_prompt_goes_on()
    {
        var gated = new GatedNode();
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(gated.Behavior));
        await server.RunAsync(Workflows.EmptyImage());
        await using EventSocket socket = await server.ConnectAsync("me");
        string promptId = await server.SubmitAsync(Workflows.Gated(), "me");
        await gated.EnteredAsync();

        await server.Server.RestartAsync(keepMemory: true);

        Assert.False(await socket.EndedWithGoodbye.WaitAsync(CancellationToken));
        Assert.Contains(promptId, (await server.GetAsync("/queue")).Text, StringComparison.Ordinal);
        await using EventSocket second = await server.ConnectAsync("me");
        gated.Open();
        await second.ReadUntilEndAsync(promptId, CancellationToken);
        Assert.Equal(2, (await server.GetAsync("/history")).Json!.AsObject().Count);
    }

    [Fact]
    public async Task Without_its_memory_all_is_forgotten_but_files_and_nodes()
    {
        var gated = new GatedNode();
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(gated.Behavior));
        var image = await server.RunAsync(Workflows.EmptyImage());
        await server.SubmitAsync(Workflows.Gated());
        await gated.EnteredAsync();

        await server.Server.RestartAsync(keepMemory: false);

        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
        Assert.Equal("""{"queue_running":[],"queue_pending":[]}""", (await server.GetAsync("/queue")).Text);
        Assert.Equal("image/png", (await server.GetAsync(Workflows.ViewPath(image))).ContentType);
        gated.Open();
        await server.RunAsync(Workflows.Gated());
    }

    [Fact]
    public async Task Offline_connections_are_refused_and_the_queue_is_worked_on()
    {
        var gated = new GatedNode();
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(gated.Behavior));
        string promptId = await server.SubmitAsync(Workflows.Gated());
        await gated.EnteredAsync();

        await server.Server.GoOfflineAsync();
        await server.Server.GoOfflineAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/queue"));
        gated.Open();
        await server.Server.GoOnlineAsync();
        await server.Server.GoOnlineAsync();

        await server.RunAsync(Workflows.EmptyImage());
        Assert.Contains(promptId, (await server.GetAsync("/history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_offline_can_be_disposed_and_then_does_not_come_back()
    {
        TestServer server = await TestServer.StartAsync();
        await server.Server.GoOfflineAsync();
        await server.Server.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(server.Server.GoOnlineAsync);
        Assert.False(Directory.Exists(server.Server.DataDirectory));
    }
}
