using ComfyTyped.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Pool;

/// <summary>Pools of local servers: impatient ones, since a local server answers at once.</summary>
internal static class Pools
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ComfyPool Of(params IEnumerable<ComfyClient> clients) => With(null, clients);

    public static ComfyPool With(Action<ComfyPoolOptions>? configure, params IEnumerable<ComfyClient> clients)
    {
        var options = new ComfyPoolOptions { ProbeInterval = Soon, MaxProbePause = Soon };
        configure?.Invoke(options);
        return new ComfyPool(clients, options);
    }

    public static ComfyClient Connect(ComfyServer server, Action<ComfyClientOptions>? configure = null)
    {
        var options = new ComfyClientOptions { HistoryPollInterval = Soon };
        configure?.Invoke(options);
        return new ComfyClient(server.Url, options);
    }

    public static Task<ComfyServer> ServerWithAsync(params string[] checkpoints) =>
        ComfyServer.StartAsync(options => options.Models["checkpoints"] = checkpoints, Token);

    /// <summary>A prompt of a checkpoint and nothing that takes time.</summary>
    public static RawWorkflow Using(string checkpoint, int color = 0) => new(
        $$"""
        {
          "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "{{checkpoint}}" } },
          "2": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": {{color}} } },
          "3": { "class_type": "PreviewImage", "inputs": { "images": ["2", 0] } },
          "4": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } }
        }
        """);

    public static async Task<PoolServer> ServerOfAsync(ComfyPool pool, RawResult result)
    {
        foreach (PoolServer server in pool.Servers.Where(server => server.State != PoolServerState.Down))
        {
            if (await server.Client.History.FindAsync(result.PromptId, Token) is not null)
                return server;
        }
        throw new InvalidOperationException($"No server has run {result.PromptId}.");
    }

    /// <summary>Disposes a pool whose clock stands still: a server that does not answer is waited for.</summary>
    public static Task EndAsync(ComfyPool pool, FakeTimeProvider time) => time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), pool.DisposeAsync().AsTask());

    /// <summary>Waits until something is so, as the pool's events tell.</summary>
    public static async Task UntilAsync(ComfyPool pool, Func<bool> isSo)
    {
        var changed = new SemaphoreSlim(0);
        void OnChange(object? sender, PoolServerChange change) => changed.Release();
        pool.ServerChanged += OnChange;
        while (!isSo())
            await changed.WaitAsync(Token);
        pool.ServerChanged -= OnChange;
    }
}
