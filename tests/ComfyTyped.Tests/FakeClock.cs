using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests;

internal static class FakeClock
{
    /// <summary>How long a real millisecond takes at most on a machine that has time.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(8);

    /// <summary>So many looks at a machine that is always busy.</summary>
    private const int MaxLooks = 8;

    /// <summary>Lets the clock run while the client works, since it asks for its next pause at a moment of its own.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, TimeSpan step, Task end)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        while (!end.IsCompleted)
        {
            token.ThrowIfCancellationRequested();
            time.Advance(step);
            await RestAsync(end, token);
        }
    }

    /// <summary>
    /// Waits for a moment in which the machine has nothing else to do, or for the end. A clock that goes on while the client waits for a core lets limits
    /// pass that nothing has exceeded.
    /// </summary>
    public static async Task RestAsync(Task end, CancellationToken cancellationToken)
    {
        for (int look = 0; look < MaxLooks && !end.IsCompleted; look++)
        {
            long begun = Stopwatch.GetTimestamp();
            await Task.WhenAny(end, Task.Delay(1, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (ThreadPool.PendingWorkItemCount == 0 && Stopwatch.GetElapsedTime(begun) < Punctual)
                return;
        }
    }
}
