using System.Text.Json;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A run on the local server, harmed: text to image, or a picture that is uploaded and enlarged.</summary>
internal sealed class HarmedLocalRun(bool uploads) : HarmedRun
{
    private static readonly byte[] Red = new Picture(1, 1, [255, 0, 0, 255]).ToPng();

    public override string Name => uploads ? "upload and enlargement, local server" : "text-to-image, local server";

    public override async Task<HarmedOutcome> RunAsync(HarmedCell? cell, CancellationToken cancellationToken)
    {
        var time = new FakeTimeProvider();
        int starts = 0;
        await using ComfyServer server = await ComfyServer.StartAsync(
            options =>
            {
                options.ComfyUIVersion = "0.33.0";
                options.StepDelay = TimeSpan.FromSeconds(1);
                options.TimeProvider = time;
            },
            cancellationToken);
        server.Faults.Add(new LoseMessage { On = "execution_start", When = _ => Interlocked.Increment(ref starts) < 0 });
        return await FollowAsync(
            server.Url.AbsoluteUri,
            cell,
            time,
            uploads ? EnlargeAsync : PaintAsync,
            // One that comes late to an idle server begins at once.
            async isKnown => starts > 1 && cell!.Harm != Harm.Late ? "a copy of the prompt, which has run" : await FindLeftAsync(server, isKnown, cancellationToken),
            cancellationToken);
    }

    private static Task<ObservedRun> PaintAsync(ComfyClient comfy, CancellationToken cancellationToken)
    {
        var workflow = new TextToImage { EmptyLatentImage = { Width = 64, Height = 64 }, KSampler = { Steps = 6, Seed = 1 } };
        return ObservedRun.ObserveAsync(comfy, workflow, Describe, cancellationToken);
    }

    private static Task<ObservedRun> EnlargeAsync(ComfyClient comfy, CancellationToken cancellationToken)
    {
        var workflow = new ImageUpscale { LoadImage = { Image = LocalFile.Of(Red, "red.png") }, Enlarge = { Width = 8, Height = 8 } };
        return ObservedRun.ObserveAsync(comfy, workflow, Describe, cancellationToken);
    }

    private static IEnumerable<string> Describe(ComfyResult result) => result.Files.Select(file => file.FileName);

    /// <summary>What waits, runs, or has run although nobody followed it.</summary>
    private static async Task<string?> FindLeftAsync(ComfyServer server, bool isKnown, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        JsonElement queue = JsonElement.Parse(await http.GetStringAsync("queue", cancellationToken));
        int queued = queue.EnumerateObject().Sum(list => list.Value.GetArrayLength());
        if (queued > 0)
            return $"{queued} prompts";
        JsonElement history = JsonElement.Parse(await http.GetStringAsync("history", cancellationToken));
        int made = history.EnumerateObject().Count(entry => entry.Value.GetProperty("status").GetProperty("status_str").GetString() == "success");
        return made > 0 && !isKnown ? "a prompt that nobody followed" : null;
    }
}
