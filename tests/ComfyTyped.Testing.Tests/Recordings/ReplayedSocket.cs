using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>A socket of a replay: what the recording has up to now, and what has come.</summary>
internal sealed class ReplayedSocket(EventSocket socket, bool statusesFloat) : IAsyncDisposable
{
    public EventSocket Socket => socket;

    public EventSequence Expected { get; } = new(statusesFloat);

    public EventSequence Seen
    {
        get
        {
            var seen = new EventSequence(statusesFloat);
            foreach (Frame frame in socket.Frames)
                seen.Add(frame);
            return seen;
        }
    }

    /// <summary>Reads until as much has come as the recording has.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="notWaitedFor">Types that are not waited for when they come last in the recording.</param>
    public async Task CatchUpAsync(CancellationToken cancellationToken, params string[] notWaitedFor)
    {
        int count = Expected.Types.Count;
        while (count > 1 && notWaitedFor.Contains(Expected.Types[count - 1]))
            count--;
        int statuses = notWaitedFor.Contains(EventSequence.Status) ? 0 : Expected.FloatingStatuses;
        while (Seen.Types.Count < count || Seen.FloatingStatuses < statuses)
        {
            Frame frame = await socket.ReadUntilAsync(_ => true, cancellationToken);
            if (Seen.Types.Count <= Expected.Types.Count)
                Assert.True(Seen.Types.SequenceEqual(Expected.Types.Take(Seen.Types.Count)), Difference(frame));
        }
    }

    private string Difference(Frame frame) =>
        $"expected {string.Join(", ", Expected.Types)}; got {string.Join(", ", Seen.Types)}, at last {frame.Json?.ToJsonString()}";

    public ValueTask DisposeAsync() => socket.DisposeAsync();
}
