using System.Collections.Concurrent;
using ComfyTyped.Primitives;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;
using ComfyTyped.Wire;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Transport;

/// <summary>What the application hands in may hang, block or ignore its token, and holds up nobody but itself.</summary>
public class ForeignCodeTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Hanging => ["never returns", "blocks"];

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task Credentials_that_hang_stop_neither_a_cancel_nor_a_dispose(string how)
    {
        using var hang = new Hang(how);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var comfy = new ComfyClient(server.Url, new ComfyClientOptions
        {
            Credentials = async (_, _) =>
            {
                asked.TrySetResult();
                await hang.AwaitAsync();
                return ComfyCredential.None;
            },
        });
        using var stop = new CancellationTokenSource();

        Task run = comfy.RunAsync(Picture(), cancellationToken: stop.Token);
        await asked.Task.WaitAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Token));

        Task other = comfy.RunAsync(Picture(), cancellationToken: Token);
        await comfy.DisposeAsync().AsTask().WaitAsync(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.WaitAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task Credentials_that_hang_are_given_up_and_asked_for_again(string how)
    {
        using var hang = new Hang(how);
        int calls = 0;
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions
        {
            TimeProvider = _time,
            Retry = new RetryOptions { MaxRetries = 0 },
            Credentials = async (_, _) =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                    await hang.AwaitAsync();
                return ComfyCredential.Bearer("t0ken");
            },
        });

        Task[] waiting = [.. Enumerable.Range(0, 3).Select(_ => comfy.GetSystemStatsAsync(Token))];
        Task all = Task.WhenAll(waiting);
        await _time.AdvanceUntilAsync(Step, all.ContinueWith(_ => { }, TaskScheduler.Default));

        foreach (Task request in waiting)
        {
            var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => request);
            Assert.Contains("ComfyClientOptions.Credentials", failure.Message, StringComparison.Ordinal);
            Assert.Contains("100 s (RequestTimeout)", failure.Message, StringComparison.Ordinal);
        }
        Assert.Equal(1, calls);
        await comfy.GetSystemStatsAsync(Token);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_call_for_a_credential_is_shared_and_cancelled_with_the_last_that_waits()
    {
        var tokens = new ConcurrentQueue<CancellationToken>();
        var answer = new TaskCompletionSource<ComfyCredential>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cache = new CredentialCache(
            new ComfyClientOptions
            {
                Credentials = (_, token) =>
                {
                    tokens.Enqueue(token);
                    return new(answer.Task);
                },
            },
            new Uri("http://h"),
            new Secrets());
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        Task one = cache.GetAsync(first.Token).AsTask();
        Task two = cache.GetAsync(second.Token).AsTask();

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        while (tokens.IsEmpty)
            await Task.Delay(1, Token);
        Assert.False(Assert.Single(tokens).IsCancellationRequested);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        while (!Assert.Single(tokens).IsCancellationRequested)
            await Task.Delay(1, Token);

        Task<ComfyCredential> third = cache.GetAsync(Token).AsTask();
        answer.SetResult(ComfyCredential.Bearer("late"));
        Assert.Equal("header Authorization", (await third).ToString());
        Assert.Equal(2, tokens.Count);
    }

    [Fact]
    public async Task A_time_limit_inside_the_hook_is_a_failure_and_not_a_cancellation()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions
        {
            Retry = new RetryOptions { MaxRetries = 0 },
            Credentials = (_, _) => throw new TaskCanceledException("The token server took too long."),
        });

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.GetSystemStatsAsync(Token));

        Assert.Contains("The token server took too long.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task A_file_that_does_not_open_stops_neither_a_cancel_nor_a_dispose_nor_another_run(string how)
    {
        using var hang = new Hang(how);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var comfy = new ComfyClient(server.Url);
        LocalFile file = LocalFile.Of(
            async _ =>
            {
                asked.TrySetResult();
                await hang.AwaitAsync();
                return new MemoryStream();
            },
            "a.png");
        using var stop = new CancellationTokenSource();

        Task run = comfy.RunAsync(Upscale(file), cancellationToken: stop.Token);
        await asked.Task.WaitAsync(Token);
        await comfy.RunAsync(Picture(), cancellationToken: Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Token));

        Task other = comfy.RunAsync(Upscale(file), cancellationToken: Token);
        await comfy.DisposeAsync().AsTask().WaitAsync(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.WaitAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task A_file_that_does_not_open_is_given_up_and_disposed_when_it_comes_too_late(string how)
    {
        using var hang = new Hang(how);
        var late = new Disposed();
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url, new ComfyClientOptions { TimeProvider = _time });
        LocalFile file = LocalFile.Of(
            async _ =>
            {
                await hang.AwaitAsync();
                return late;
            },
            "a.png");

        Task run = comfy.RunAsync(Upscale(file), cancellationToken: Token);
        await _time.AdvanceUntilAsync(Step, run.ContinueWith(_ => { }, TaskScheduler.Default));

        var failure = await Assert.ThrowsAsync<FileTransferException>(() => run);
        Assert.Contains("60 s (TransferStallTimeout)", failure.Message, StringComparison.Ordinal);
        hang.Dispose();
        await late.Done.WaitAsync(Token);
    }

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task A_stream_that_hangs_stops_neither_a_cancel_nor_a_dispose(string how)
    {
        using var hang = new Hang(how);
        var stream = new HangingStream(hang);
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var comfy = new ComfyClient(server.Url);
        using var stop = new CancellationTokenSource();

        Task run = comfy.RunAsync(Upscale(LocalFile.Of(_ => Task.FromResult<Stream>(stream), "a.png")), cancellationToken: stop.Token);
        Task upload = comfy.UploadImageAsync(new HangingStream(hang), "b.png", cancellationToken: stop.Token);
        await stream.IsRead.WaitAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload.WaitAsync(Token));

        Task other = comfy.RunAsync(Upscale(LocalFile.Of(_ => Task.FromResult<Stream>(new HangingStream(hang)), "a.png")), cancellationToken: Token);
        await comfy.DisposeAsync().AsTask().WaitAsync(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.WaitAsync(Token));
    }

    [Fact]
    public async Task A_read_that_was_given_up_writes_into_no_later_read_and_takes_none_of_its_bytes()
    {
        var inner = new ManualStream();
        var source = new SourceStream(inner, TimeSpan.FromMinutes(1), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        byte[] first = new byte[4];
        byte[] second = new byte[4];

        Task<int> abandoned = source.ReadAsync(first, stop.Token).AsTask();
        (Memory<byte> Buffer, TaskCompletionSource<int> Answer) late = await inner.Reads.Reader.ReadAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        Task<int> next = source.ReadAsync(second, Token).AsTask();
        Assert.False(inner.Reads.Reader.TryPeek(out _));
        late.Buffer.Span.Fill(0xAA);
        late.Answer.SetResult(4);
        (Memory<byte> Buffer, TaskCompletionSource<int> Answer) read = await inner.Reads.Reader.ReadAsync(Token);
        read.Buffer.Span[..4].Fill(0xBB);
        late.Buffer.Span.Fill(0xAA);
        read.Answer.SetResult(4);

        Assert.Equal(4, await next);
        Assert.Equal([0xBB, 0xBB, 0xBB, 0xBB], second);
        Assert.Equal([0, 0, 0, 0], first);
        Assert.Equal(4, source.BytesRead);
    }

    private static RawWorkflow Picture() => new(
        """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}""");

    private static ImageUpscale Upscale(LocalFile file) => new() { LoadImage = { Image = file } };

    /// <summary>Code of an application that does not come back before the test lets it.</summary>
    private sealed class Hang(string how) : IDisposable
    {
        private readonly ManualResetEventSlim _end = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task AwaitAsync()
        {
            if (how != "blocks")
                return _ended.Task;
            _end.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _end.Set();
            _ended.TrySetResult();
        }
    }

    private sealed class HangingStream(Hang hang) : MemoryStream
    {
        private readonly TaskCompletionSource _isRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsRead => _isRead.Task;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _isRead.TrySetResult();
            await hang.AwaitAsync();
            return 0;
        }
    }

    private sealed class Disposed : MemoryStream
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _done.TrySetResult();
        }
    }

    /// <summary>Hands its reads to the test, and ignores their tokens.</summary>
    private sealed class ManualStream : MemoryStream
    {
        public System.Threading.Channels.Channel<(Memory<byte> Buffer, TaskCompletionSource<int> Answer)> Reads { get; } =
            System.Threading.Channels.Channel.CreateUnbounded<(Memory<byte> Buffer, TaskCompletionSource<int> Answer)>();

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            Reads.Writer.TryWrite((buffer, answer));
            return await answer.Task;
        }
    }
}
