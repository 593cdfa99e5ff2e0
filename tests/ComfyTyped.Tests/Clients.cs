using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

/// <summary>Clients for replays: impatient ones, since a replay does not take the time that a sampler takes.</summary>
internal static class Clients
{
    public static ComfyClient For(ReplayServer server, Action<ComfyClientOptions>? configure = null)
    {
        var options = new ComfyClientOptions
        {
            HistoryPollInterval = TimeSpan.FromMilliseconds(20),
            Retry = new RetryOptions { Delay = TimeSpan.FromMilliseconds(1) },
        };
        configure?.Invoke(options);
        return new ComfyClient(server.Url, options);
    }
}
