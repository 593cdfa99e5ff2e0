using ComfyTyped.Testing;
using ComfyTyped.Tests.Server;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Files;

/// <summary>Two servers, a client for each, and what was sent to them.</summary>
internal sealed class TwoServers : IAsyncDisposable
{
    private TwoServers(ComfyServer here, ComfyServer there)
    {
        Here = here;
        There = there;
        ComfyHere = Connect(here, TrafficHere);
        ComfyThere = Connect(there, TrafficThere);
    }

    public ComfyServer Here { get; }

    public ComfyServer There { get; }

    public Traffic TrafficHere { get; } = new();

    public Traffic TrafficThere { get; } = new();

    public ComfyClient ComfyHere { get; }

    public ComfyClient ComfyThere { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TwoServers> StartAsync() =>
        new(await ComfyServer.StartAsync(cancellationToken: Token), await ComfyServer.StartAsync(cancellationToken: Token));

    public static ComfyClient Connect(ComfyServer server, HttpMessageHandler handler) => new(server.Url, new ComfyClientOptions { HttpMessageHandler = handler });

    public static IEnumerable<string> Uploads(Traffic traffic) => traffic.Sent.Where(request => request == "POST /api/upload/image");

    /// <summary>Makes a picture there.</summary>
    public async Task<OutputFile> PaintThereAsync()
    {
        var graph = new ComfyGraph();
        EmptyImage picture = graph.Add(new EmptyImage { Width = 8, Height = 8, BatchSize = 1, Color = 255 });
        SaveImage save = graph.Add(new SaveImage { Images = picture.Image, FilenamePrefix = "painted" });
        return (await ComfyThere.RunAsync(graph, cancellationToken: Token)).OutputOf(save).Images[0];
    }

    public async ValueTask DisposeAsync()
    {
        await ComfyHere.DisposeAsync();
        await ComfyThere.DisposeAsync();
        await Here.DisposeAsync();
        await There.DisposeAsync();
    }
}
