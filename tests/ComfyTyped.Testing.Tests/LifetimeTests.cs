using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>Starting and stopping.</summary>
public class LifetimeTests
{
    [Fact]
    public async Task The_data_folder_goes_with_the_server()
    {
        ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(Directory.Exists(server.DataDirectory));
        await server.DisposeAsync();
        Assert.False(Directory.Exists(server.DataDirectory));
    }

    [Fact]
    public async Task A_data_folder_of_the_user_stays()
    {
        string folder = Directory.CreateTempSubdirectory("comfytyped-kept-").FullName;
        await using (TestServer server = await TestServer.StartAsync(options => options.DataDirectory = folder))
            await server.RunAsync(Workflows.EmptyImage("kept"));
        Assert.True(File.Exists(Path.Combine(folder, "output", "kept_00001_.png")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Disposing_ends_a_running_prompt_and_open_sockets()
    {
        var gated = new GatedNode();
        TestServer server = await TestServer.StartAsync(options => options.AddNode(gated.Behavior));
        await using EventSocket socket = await server.ConnectAsync("me");
        await server.SubmitAsync(Workflows.Gated(), "me");
        await gated.EnteredAsync();
        await server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => new HttpClient().GetAsync(server.Server.Url, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Disposing_twice_is_harmless()
    {
        ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await server.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Two_servers_run_side_by_side()
    {
        await using TestServer one = await TestServer.StartAsync();
        await using TestServer other = await TestServer.StartAsync();
        await one.RunAsync(Workflows.EmptyImage());
        Assert.NotEqual(one.Server.Url, other.Server.Url);
        Assert.Equal("{}", (await other.GetAsync("/history")).Text);
    }

    [Fact]
    public async Task A_taken_port_is_reported()
    {
        await using TestServer server = await TestServer.StartAsync();
        await Assert.ThrowsAsync<IOException>(() => ComfyServer.StartAsync(
            options => options.Port = server.Server.Url.Port, TestContext.Current.CancellationToken));
    }
}
