using CsCheck;

namespace ComfyTyped.Tests.Batches;

/// <summary>What holds of every batch, however long its runs take and whichever fail.</summary>
public class BatchLaws
{
    private static readonly Gen<(int Count, int MaxParallel, bool InOrder, int[] Steps)> AnyBatch =
        Gen.Select(Gen.Int[0, 25], Gen.Int[1, 5], Gen.Bool, Gen.Int[0, 20].Array[25]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Each_workflow_runs_once_within_the_limit_and_in_order_means_the_order_of_the_source() =>
        AnyBatch.SampleAsync(
            async batch =>
            {
                int running = 0;
                int most = 0;
                int read = 0;
                int taken = 0;
                int ahead = 0;
                await using var comfy = new FakeComfy(async (workflow, _) =>
                {
                    int now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    int index = int.Parse(workflow.BatchLabel!);
                    for (int step = batch.Steps[index]; step > 0; step--)
                        await Task.Yield();
                    Interlocked.Decrement(ref running);
                    if (batch.Steps[index] % 7 == 3)
                        throw new InvalidOperationException("Some fail.");
                });

                IEnumerable<RawWorkflow> Source()
                {
                    for (int index = 0; index < batch.Count; index++)
                    {
                        InterlockedMax(ref ahead, Interlocked.Increment(ref read) - Volatile.Read(ref taken));
                        RawWorkflow workflow = WorkServer.Workflow(0);
                        workflow.BatchLabel = $"{index}";
                        yield return workflow;
                    }
                }

                var order = new List<int>();
                await foreach (BatchItem<RawResult> item in comfy.RunManyAsync(Source(), new BatchOptions { MaxParallel = batch.MaxParallel, InOrder = batch.InOrder }, Token))
                {
                    Interlocked.Increment(ref taken);
                    Assert.Equal($"{item.Index}", item.Label);
                    Assert.Equal(batch.Steps[item.Index] % 7 != 3, item.IsSuccess);
                    order.Add(item.Index);
                }

                Assert.Equal(Enumerable.Range(0, batch.Count), batch.InOrder ? order : order.Order());
                Assert.InRange(most, 0, batch.MaxParallel);
                Assert.InRange(ahead, 0, (2 * batch.MaxParallel) + 1);
            },
            iter: 200,
            threads: 1);

    [Fact]
    public async Task Nothing_is_read_before_it_is_enumerated()
    {
        await using var comfy = new FakeComfy((_, _) => Task.CompletedTask);
        bool isRead = false;

        IEnumerable<RawWorkflow> Source()
        {
            isRead = true;
            yield return WorkServer.Workflow(0);
        }

        IAsyncEnumerable<BatchItem<RawResult>> batch = comfy.RunManyAsync(Source(), cancellationToken: Token);
        Assert.False(isRead);
        Assert.Single(await batch.ToListAsync(Token));
    }

    [Fact]
    public async Task A_source_that_fails_lets_the_runs_on_the_way_end_first()
    {
        var isSourceGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var comfy = new FakeComfy((_, cancellationToken) => isSourceGone.Task.WaitAsync(cancellationToken));

        async IAsyncEnumerable<RawWorkflow> Source()
        {
            yield return WorkServer.Workflow(0);
            yield return WorkServer.Workflow(1);
            await Task.Yield();
            isSourceGone.SetResult();
            throw new InvalidDataException("The queue is gone.");
        }

        var items = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (BatchItem<RawResult> item in comfy.RunManyAsync(Source(), new BatchOptions { MaxParallel = 4 }, Token))
                items.Add(item.Index);
        });

        Assert.Equal([0, 1], items.Order());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
