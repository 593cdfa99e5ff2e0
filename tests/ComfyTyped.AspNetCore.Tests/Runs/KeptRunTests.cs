using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.AspNetCore.Requests;
using ComfyTyped.AspNetCore.Runs;
using ComfyTyped.AspNetCore.Setup;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests.Runs;

public sealed class KeptRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(1_000, false)]
    public async Task Pictures_that_no_server_has_count_as_bytes(long limit, bool isKept)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Websocket>("/socket", options => options.MaxKeptBytes = limit));

        JsonElement run = await Rig.JsonAsync(await rig.PostAsync("/socket", "{}"));

        using HttpResponseMessage file = await rig.GetAsync(run.GetProperty("files")[0].GetProperty("url").GetString()!);
        Assert.Equal(isKept ? HttpStatusCode.OK : HttpStatusCode.NotFound, file.StatusCode);
    }

    [Fact]
    public async Task Pictures_in_memory_of_one_name_are_two_pictures()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Websocket>("/socket"));

        JsonElement files = (await Rig.JsonAsync(await rig.PostAsync("/socket", "{}"))).GetProperty("files");

        int[] widths = [.. await Task.WhenAll(files.EnumerateArray().Select(async file => await WidthAsync(rig, file.GetProperty("url").GetString()!)))];
        Assert.Equal([64, 32], widths);
        Assert.Equal(["First", "Second"], files.EnumerateArray().Select(file => file.GetProperty("node").GetString()));
    }

    [Fact]
    public async Task The_oldest_run_is_forgotten_when_there_are_too_many()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images", options => options.MaxKeptRuns = 1));
        string first = await RunAsync(rig);
        string second = await RunAsync(rig);

        using HttpResponseMessage old = await rig.GetAsync(first);
        using HttpResponseMessage kept = await rig.GetAsync(second);

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], [old.StatusCode, kept.StatusCode]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_lets_go_of_its_files_when_they_are_sent_and_of_its_request_when_it_ends(bool succeeds)
    {
        await using Rig rig = await Rig.StartAsync(_ => { });
        var store = new RunStore(EndpointSetup.Of(() => new GatedUpload(), new ComfyEndpointOptions<GatedUpload>(), rig.Services));
        (WeakReference request, EndpointRun run, Task ended, WatchedContent content) = Start(store);

        await rig.EnteredAsync();
        Assert.True(content.IsDisposed);
        Assert.False(run.Snapshot.IsEnded);

        if (succeeds)
            rig.Open();
        else
            run.Cancel();
        await ended;
        Assert.Equal(succeeds ? RunStatus.Succeeded : RunStatus.Cancelled, run.Snapshot.Status);
        for (int i = 0; i < 100 && request.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10, Token);
        }
        Assert.False(request.IsAlive);
        Assert.Same(run, store.Find(run.Id));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Request, EndpointRun Run, Task Ended, WatchedContent Content) Start(RunStore store)
    {
        var workflow = new GatedUpload();
        var content = new WatchedContent();
        var uploads = new RequestUploads(new MemoryStream());
        uploads.Add(new Upload(new UploadInput(workflow.LoadImage.Id, "LoadImage", "image", IsOfCore: true), content, ".png"));
        var request = new RunRequest(workflow, uploads);
        (EndpointRun run, Task ended) = store.Start(request, store.TakeSlot(), new RunCaller(null, IsTold: true, IsWatching: true));
        return (new WeakReference(request), run, ended, content);
    }

    private static async Task<string> RunAsync(Rig rig)
    {
        JsonElement run = await Rig.JsonAsync(await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }"""));
        return run.GetProperty("self").GetString()!;
    }

    private static async Task<int> WidthAsync(Rig rig, string url)
    {
        using HttpResponseMessage response = await rig.GetAsync(url);
        return System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian((await response.Content.ReadAsByteArrayAsync(Token)).AsSpan(16));
    }

    private sealed class WatchedContent() : MemoryStream(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="))
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
