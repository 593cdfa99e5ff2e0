using System.Net;
using System.Net.Sockets;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Files;
using ComfyTyped.Tests.Workflows.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Transport;

/// <summary>A transfer takes as long as it moves, and no longer.</summary>
public sealed class TransferStallTests : IDisposable
{
    private const string Option = "(TransferStallTimeout)";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("stall").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task An_upload_that_is_never_answered_fails_and_is_sent_again_if_it_can_be(bool canSeek, int attempts)
    {
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, Token);
            await StubServer.HangAsync(context);
        });
        await using ComfyClient comfy = server.Connect(options =>
        {
            options.TimeProvider = _time;
            options.Retry = new RetryOptions { MaxRetries = 2 };
        });
        Stream content = canSeek ? new MemoryStream(new byte[5000]) : new ScriptedStream(new byte[5000], () => Task.CompletedTask, default);

        Task<UploadedFile> upload = comfy.UploadImageAsync(content, "a.png", cancellationToken: Token);
        await _time.AdvanceUntilAsync(Step, upload.ContinueWith(_ => { }, TaskScheduler.Default));

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => upload);
        Assert.Contains("60 s " + Option, failure.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, server.Requests.Count);
    }

    [Fact]
    public async Task An_upload_of_which_no_byte_is_taken_fails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var comfy = new ComfyClient($"http://{listener.LocalEndpoint}", new ComfyClientOptions { TimeProvider = _time, Retry = new RetryOptions { MaxRetries = 0 } });

        Task<UploadedFile> upload = comfy.UploadImageAsync(new Endless(), "a.png", cancellationToken: Token);
        using Socket taken = await listener.AcceptSocketAsync(Token);
        await _time.AdvanceUntilAsync(Step, upload.ContinueWith(_ => { }, TaskScheduler.Default));

        Assert.Contains(Option, (await Assert.ThrowsAsync<ComfyConnectionException>(() => upload)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_moves_slowly_is_not_cut()
    {
        long received = 0;
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            received = (await context.Request.ReadFormAsync(Token)).Files[0].Length;
            await context.Response.WriteAsync("""{"name":"a.png","subfolder":"","type":"input"}""", Token);
        });
        await using ComfyClient comfy = server.Connect(options => options.TimeProvider = _time);

        // 50 of 60 seconds pass before each of 20 parts: an hour and a half would be as well.
        await comfy.UploadImageAsync(new SlowStream(20, () => _time.Advance(TimeSpan.FromSeconds(50))), "a.png", cancellationToken: Token);

        Assert.Equal(20_000, received);
    }

    [Fact]
    public async Task A_run_whose_file_is_not_taken_ends()
    {
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/api/upload/image")
                await StubServer.HangAsync(context);
            else
                context.Response.StatusCode = 404;
        });
        await using ComfyClient comfy = server.Connect(options => options.TimeProvider = _time);

        Task run = comfy.RunAsync(new ImageUpscale { LoadImage = { Image = LocalFile.Of(new byte[100], "a.png") } }, cancellationToken: Token);
        await _time.AdvanceUntilAsync(Step, run.ContinueWith(_ => { }, TaskScheduler.Default));

        Assert.Contains(Option, (await Assert.ThrowsAsync<ComfyConnectionException>(() => run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_stalls_fails_and_leaves_nothing_behind()
    {
        (StubServer server, OutputFile file) = await DownloadAsync(StubServer.HangAsync);
        await using (server)
        {
            Task<byte[]> read = file.ReadAsync(Token);
            await _time.AdvanceUntilAsync(Step, read.ContinueWith(_ => { }, TaskScheduler.Default));
            Task<string> save = file.SaveToFolderAsync(_folder, Token);
            await _time.AdvanceUntilAsync(Step, save.ContinueWith(_ => { }, TaskScheduler.Default));

            var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => read);
            Assert.Contains(Option, failure.Message, StringComparison.Ordinal);
            Assert.Contains("a.png", failure.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<ComfyConnectionException>(() => save);
            Assert.Empty(Directory.GetFiles(_folder));
        }
    }

    [Fact]
    public async Task A_download_that_is_read_by_a_blocking_call_ends_as_well()
    {
        (StubServer server, OutputFile file) = await DownloadAsync(StubServer.HangAsync);
        await using (server)
        await using (Stream content = await file.OpenAsync(Token))
        {
            Task read = Task.Run(
                () =>
                {
                    while (content.Read(new byte[1000], 0, 1000) > 0)
                    {
                    }
                },
                Token);
            await _time.AdvanceUntilAsync(Step, read.ContinueWith(_ => { }, TaskScheduler.Default));

            await Assert.ThrowsAsync<ComfyConnectionException>(() => read);
        }
    }

    [Fact]
    public async Task A_download_that_moves_slowly_or_is_read_slowly_is_not_cut()
    {
        var asked = new SemaphoreSlim(0);
        (StubServer server, OutputFile file) = await DownloadAsync(async context =>
        {
            for (int part = 0; part < 10; part++)
            {
                await asked.WaitAsync(Token);
                await context.Response.Body.WriteAsync(new byte[1000], Token);
                await context.Response.Body.FlushAsync(Token);
            }
        });
        await using (server)
        await using (Stream content = await file.OpenAsync(Token))
        {
            int total = await content.ReadAtLeastAsync(new byte[1000], 1000, cancellationToken: Token);
            for (int part = 0; part < 10; part++)
            {
                _time.Advance(TimeSpan.FromHours(1));
                Task<int> read = content.ReadAtLeastAsync(new byte[1000], 1000, cancellationToken: Token).AsTask();
                _time.Advance(TimeSpan.FromSeconds(50));
                asked.Release();
                total += await read;
            }

            Assert.Equal(11_000, total);
        }
    }

    [Fact]
    public async Task A_file_on_its_way_from_another_server_that_stalls_names_that_server()
    {
        (StubServer there, OutputFile file) = await DownloadAsync(StubServer.HangAsync);
        await using ComfyServer here = await ComfyServer.StartAsync(cancellationToken: Token);
        await using (there)
        {
            await using var comfy = new ComfyClient(here.Url, new ComfyClientOptions { TimeProvider = _time });

            Task run = comfy.RunAsync(new ImageUpscale { LoadImage = { Image = file } }, cancellationToken: Token);
            await _time.AdvanceUntilAsync(Step, run.ContinueWith(_ => { }, TaskScheduler.Default));

            var failure = await Assert.ThrowsAsync<FileTransferException>(() => run);
            Assert.Equal(new Uri(there.Url), failure.SourceServer);
            Assert.Contains(Option, failure.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A server with one finished run, whose file begins with 1000 bytes and goes on as a test wants it to.</summary>
    private async Task<(StubServer Server, OutputFile File)> DownloadAsync(RequestDelegate goOn)
    {
        StubServer server = await StubServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/api/history/p")
            {
                await context.Response.WriteAsync("""{"p":{"outputs":{"1":{"images":[{"filename":"a.png","subfolder":"","type":"output"}]}},"status":{"status_str":"success"}}}""", Token);
                return;
            }
            await context.Response.Body.WriteAsync(new byte[1000], Token);
            await context.Response.Body.FlushAsync(Token);
            await goOn(context);
        });
        // Not disposed: files are read after a client is gone as well, and its handler has nothing left then.
        ComfyClient comfy = server.Connect(options => options.TimeProvider = _time);
        HistoryRun? run = await comfy.History.FindAsync("p", Token);
        return (server, run!.Outputs["1"].Files[0]);
    }

    private sealed class Endless : SlowStreamBase
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }

    private sealed class SlowStream(int parts, Action pass) : SlowStreamBase
    {
        private int _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read == parts)
                return new(0);
            _read++;
            pass();
            return new(1000);
        }
    }

    private abstract class SlowStreamBase : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
