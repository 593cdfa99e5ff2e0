using ComfyTyped;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>Keeps an eye on a server, and makes room before the next model does not fit.</summary>
public sealed class WatchAndFree : IExample
{
    /// <summary>When less than a quarter of the GPU's memory is free, models that nobody uses any more are in the way.</summary>
    private const double LowShare = 0.25;

    public string Name => "watch";

    public string Script => "polls /queue and /system_stats in a loop, and posts to /free when the memory is low";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        int rounds = 0;
        await foreach (ServerSnapshot now in stage.Comfy.WatchAsync(TimeSpan.FromMilliseconds(200), cancellationToken))
        {
            stage.Console.MarkupLineInterpolated($"{now.Server}: {now.QueueLength} in the queue, [green]{now.FreeShare:P0}[/] of {now.VramTotal / (1 << 20)} MiB free");

            // Only while it is idle: a run in between would load its model again.
            if (now is { FreeShare: < LowShare, QueueLength: 0 })
                await stage.Comfy.FreeAsync(unloadModels: true, cancellationToken: cancellationToken);
            if (++rounds == 3)
                break;
        }
    }
}
