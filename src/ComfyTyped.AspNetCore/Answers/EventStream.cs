using System.Text.Json;
using ComfyTyped.AspNetCore.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComfyTyped.AspNetCore.Answers;

/// <summary>
/// Tells of a run by server-sent events, as fast as the reader takes them: of progress and previews it gets the latest, of outputs all. Whoever comes late or again
/// begins with how the run is at the moment.
/// </summary>
internal sealed class EventStream(HttpContext context, RunJson json, TimeProvider time)
{
    /// <summary>The id of the last event. A browser that has got it and connects again is told to stop.</summary>
    public const string LastId = "end";

    // Proxies cut connections that are silent for a minute, and only a write notices a reader that is gone.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task WriteAsync(EndpointRun run, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        RunSnapshot? seen = null;
        while (true)
        {
            RunSnapshot now = run.Snapshot;
            await WriteChangesAsync(run, seen, now, cancellationToken).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (now.IsEnded)
                return;
            while (!await run.WaitAsync(now, Heartbeat, time, cancellationToken).ConfigureAwait(false))
            {
                await context.Response.Body.WriteAsync(":\n\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            seen = now;
        }
    }

    private async Task WriteChangesAsync(EndpointRun run, RunSnapshot? seen, RunSnapshot now, CancellationToken cancellationToken)
    {
        if (!now.IsEnded && seen?.Status != now.Status)
            await SendAsync("run", null, writer => json.WriteRun(writer, run, now with { Progress = null }), cancellationToken).ConfigureAwait(false);
        if (now.Progress is { } progress && !ReferenceEquals(progress, seen?.Progress))
            await SendAsync("progress", null, writer => RunJson.WriteProgress(writer, progress), cancellationToken).ConfigureAwait(false);
        if (now is { IsEnded: false, Preview: { } preview } && !ReferenceEquals(preview, seen?.Preview))
            await SendAsync("preview", null, writer => RunJson.WritePreview(writer, preview), cancellationToken).ConfigureAwait(false);
        foreach (NodeResult output in now.Outputs.Skip(seen?.Outputs.Count ?? 0))
            await SendAsync("executed", null, writer => json.WriteOutput(writer, output), cancellationToken).ConfigureAwait(false);
        if (now.Problem is { } problem)
            await SendAsync("failed", LastId, problem.WriteTo, cancellationToken).ConfigureAwait(false);
        else if (now.IsEnded)
            await SendAsync("result", LastId, writer => json.WriteRun(writer, run, now), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The writer puts JSON on one line, so nothing in it can end the event. All of it is made before the first byte goes out.</summary>
    private async Task SendAsync(string name, string? id, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> data = JsonAnswer.ToUtf8(write);
        string head = id is null ? $"event: {name}\ndata: " : $"id: {id}\nevent: {name}\ndata: ";
        await context.Response.WriteAsync(head, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.WriteAsync(data, cancellationToken).ConfigureAwait(false);
        await context.Response.WriteAsync("\n\n", cancellationToken).ConfigureAwait(false);
    }
}
