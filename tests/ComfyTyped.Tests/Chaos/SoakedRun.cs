namespace ComfyTyped.Tests.Chaos;

/// <summary>One run of the soak: of ten one is to fail and one is cancelled, and each outcome is checked.</summary>
internal static class SoakedRun
{
    /// <summary>A prompt that did not get through is sent again, as another one, as often as this.</summary>
    private const int MaxAttempts = 50;

    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task RunAsync(ChaosServer server, ComfyClient comfy, int index, Tally tally)
    {
        bool fails = index % 10 == 3, isCancelled = index % 10 == 7;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            string value = $"{index}.{attempt}";
            RawWorkflow workflow = ChaosServer.Workflow(value, fails);
            tally.Watch(workflow);
            ComfyRun<RawResult> run;
            try
            {
                run = await comfy.StartAsync(workflow, Token).WaitAsync(Hang, Token);
            }
            catch (Exception failure) when (failure is ComfyServerException or ComfyConnectionException)
            {
                // The caller knows that it has no run, and the server was told to forget it.
                Assert.InRange(server.Made(value), 0, 1);
                tally.Count("not accepted", 1);
                continue;
            }

            await using (run)
            {
                if (isCancelled)
                    await run.CancelAsync().WaitAsync(Hang, Token);
                tally.Count(await EndAsync(run, value, fails, isCancelled), 1);
            }

            Assert.InRange(server.Made(value), isCancelled ? 0 : 1, 1);
            return;
        }

        Assert.Fail($"Run {index} was not accepted {MaxAttempts} times.");
    }

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

    private static async Task<string> EndAsync(ComfyRun<RawResult> run, string value, bool fails, bool isCancelled)
    {
        List<ComfyEvent> events = await run.Events.ToListAsync(Token).AsTask().WaitAsync(Hang, Token);
        try
        {
            RawResult result = await run.Result.WaitAsync(Hang, Token);
            Assert.False(fails);
            Assert.Equal([value], result["1"].Texts);
            Assert.Single(events, item => item is GraphProgress { Fraction: 1 });
            return "succeeded";
        }
        catch (NodeFailedException failure) when (fails)
        {
            Assert.Contains(value, failure.Message, StringComparison.Ordinal);
            return "failed";
        }
        catch (OperationCanceledException) when (isCancelled)
        {
            return "cancelled";
        }
    }
}
