using ComfyTyped.Soak;

namespace ComfyTyped.Tests.Chaos;

/// <summary>One run beside many others, on a server that is restarted all the time.</summary>
internal static class SoakedRun
{
    /// <summary>A prompt that did not get through is sent again, as another one, as often as this.</summary>
    private const int MaxAttempts = 50;

    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A run on a server that forgets: it succeeds, or is lost and says why.</summary>
    public static async Task RunUntilKnownAsync(ComfyClient comfy, int index, Tally tally)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            try
            {
                RawResult result = await comfy.RunAsync(ChaosServer.Workflow($"{index}"), cancellationToken: Token).WaitAsync(Hang, Token);
                Assert.Equal([$"{index}"], result["1"].Texts);
                tally.Count("succeeded", 1);
                return;
            }
            catch (ComfyRunLostException lost)
            {
                tally.Count(lost.Reason.ToString(), 1);
                return;
            }
            catch (Exception failure) when (failure is ComfyServerException or ComfyConnectionException)
            {
                tally.Count("not accepted", 1);
            }
        }

        Assert.Fail($"Run {index} was not accepted {MaxAttempts} times.");
    }
}
