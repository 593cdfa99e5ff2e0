using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests;

internal static class FakeClock
{
    /// <summary>Lets the clock run while the client works, since it asks for its next pause at a moment of its own.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, TimeSpan step, Task end)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        while (!end.IsCompleted)
        {
            token.ThrowIfCancellationRequested();
            time.Advance(step);
            await Task.WhenAny(end, Task.Delay(1, token));
        }
    }
}
