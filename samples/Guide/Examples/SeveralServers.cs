using ComfyTyped;
using ComfyTyped.Testing;
using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>A batch over several servers, one of which dies.</summary>
public sealed class SeveralServers : IExample
{
    public string Name => "pool";

    public string Script => "keeps a list of server addresses, takes the next one for each prompt, and begins again by hand when one does not answer";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        // A second server, which this program can stop.
        await using ComfyServer mortal = await ComfyServer.StartAsync(options => options.StepDelay = TimeSpan.FromMilliseconds(20), cancellationToken);
        await using var pool = new ComfyPool(stage.Comfy.Url.ToString(), mortal.Url.ToString());
        pool.ServerChanged += (_, change) => stage.Console.MarkupLineInterpolated($"[grey]{change.Server.Url}: {change.State}[/]");

        Task<TextToImage.Result>[] runs = [.. Enumerable.Range(1, 12).Select(seed =>
        {
            var workflow = new TextToImage { KSampler = { Seed = seed, Steps = 4 }, EmptyLatentImage = { Width = 64, Height = 64 } };
            return pool.RunAsync(
                workflow,
                on => on.Event(item =>
                {
                    if (item is RunMovedEvent moved)
                        stage.Console.MarkupLineInterpolated($"[yellow]seed {seed} moves to {moved.To}[/]");
                }),
                cancellationToken);
        })];
        await Task.WhenAny(runs);
        await mortal.DisposeAsync();

        TextToImage.Result[] results = await Task.WhenAll(runs);
        stage.Console.MarkupLineInterpolated($"[green]{results.Select(result => result.PromptId).Distinct().Count()} of {runs.Length} pictures[/], although one of two servers died");
    }
}
