namespace ComfyTyped.Soak;

/// <summary>One run of the soak: of ten one is to fail and one is cancelled, and each outcome is checked.</summary>
internal static class SoakRun
{
    /// <summary>A prompt that did not get through is sent again, as another one, as often as this.</summary>
    private const int MaxAttempts = 50;

    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    /// <exception cref="InvalidOperationException">It ended otherwise than it should.</exception>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public static async Task RunAsync(SoakServer server, ComfyClient comfy, int index, Tally tally)
    {
        bool fails = index % 10 == 3, isCancelled = index % 10 == 7;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            string value = $"{index}.{attempt}";
            DynamicWorkflow workflow = SoakServer.Workflow(value, fails, holds: isCancelled);
            tally.Watch(workflow);
            ComfyRun<DynamicResult> run;
            try
            {
                run = await comfy.StartAsync(workflow).WaitAsync(Hang);
            }
            catch (Exception failure) when (failure is ComfyServerException or ComfyConnectionException)
            {
                // The caller knows that it has no run, and the server was told to forget it.
                Check(server.Made(value) <= 1, $"Run {value} was made more than once.");
                tally.Count("not accepted", 1);
                continue;
            }

            await using (run)
            {
                if (isCancelled)
                    await run.CancelAsync().WaitAsync(Hang);
                tally.Count(await EndAsync(run, value, fails, isCancelled), 1);
            }

            int made = server.Made(value);
            Check(made == (isCancelled ? 0 : 1), $"Run {value} was made {made} times.");
            return;
        }

        throw new InvalidOperationException($"Run {index} was not accepted {MaxAttempts} times.");
    }

    private static async Task<string> EndAsync(ComfyRun<DynamicResult> run, string value, bool fails, bool isCancelled)
    {
        int complete = 0;
        await foreach (ComfyEvent item in run.Events)
            complete += item is GraphProgress { Fraction: 1 } ? 1 : 0;
        try
        {
            DynamicResult result = await run.Result.WaitAsync(Hang);
            Check(!fails && !isCancelled && result["1"].Texts is [{ } text] && text == value, $"Run {value} has another result.");
            Check(complete == 1, $"Run {value} was complete {complete} times.");
            return "succeeded";
        }
        catch (NodeFailedException failure) when (fails)
        {
            Check(failure.Message.Contains(value, StringComparison.Ordinal), $"Run {value} has the failure of another run.");
            return "failed";
        }
        catch (OperationCanceledException) when (isCancelled)
        {
            return "cancelled";
        }
    }

    private static void Check(bool isRight, string problem)
    {
        if (!isRight)
            throw new InvalidOperationException(problem);
    }
}
