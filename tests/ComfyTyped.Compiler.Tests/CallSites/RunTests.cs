namespace ComfyTyped.Compiler.Tests.CallSites;

public class RunTests
{
    private const string Async = "async Task Method()";

    [Theory]
    [InlineData("«comfy.RunAsync(workflow)»;", "void Method()")]
    [InlineData("«comfy.RunAsync(workflow)»;", Async)]
    [InlineData("«comfy.RunAsync(workflow).ConfigureAwait(false)»;", "void Method()")]
    [InlineData("ComfyClient? maybe = comfy; «maybe?.RunAsync(workflow)»;", "void Method()")]
    [InlineData("var task = «comfy.RunAsync(workflow)»;", "void Method()")]
    [InlineData("Action start = () => «comfy.RunAsync(workflow)»; start();", "void Method()")]
    [InlineData("Task<TextToImage.Result> Paint() => comfy.RunAsync(workflow); «Paint()»;", "void Method()")]
    public async Task The_task_of_a_run_that_is_dropped_is_reported(string marked, string signature) => Assert.EndsWith(
        "its result is lost, and nobody hears of its failure",
        Assert.Single(await CallSiteText.Verify(CallSiteText.Method(marked, signature), "CT2004")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("«comfy.StartAsync(workflow)»;", "void Method()")]
    [InlineData("«await comfy.StartAsync(workflow)»;", Async)]
    [InlineData("var run = «await comfy.StartAsync(workflow)»;", Async)]
    [InlineData("var run = «await comfy.StartAsync(workflow).ConfigureAwait(false)»; Use(run.PromptId);", Async)]
    public async Task A_started_run_that_nobody_follows_is_reported(string marked, string signature) => Assert.StartsWith(
        "The run of StartAsync is never awaited: ",
        Assert.Single(await CallSiteText.Verify(CallSiteText.Method(marked, signature), "CT2004")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("await comfy.RunAsync(workflow);")]
    [InlineData("var result = await comfy.RunAsync(workflow);")]
    [InlineData("_ = comfy.RunAsync(workflow);")]
    [InlineData("_ = await comfy.StartAsync(workflow);")]
    [InlineData("var task = comfy.RunAsync(workflow); await task;")]
    [InlineData("var tasks = new List<Task>(); tasks.Add(comfy.RunAsync(workflow)); await Task.WhenAll(tasks);")]
    [InlineData("await comfy.RunAsync(workflow).ContinueWith(task => Use(task));")]
    [InlineData("await Task.Run(() => comfy.RunAsync(workflow));")]
    [InlineData("await using var run = await comfy.StartAsync(workflow);")]
    [InlineData("await using (var run = await comfy.StartAsync(workflow)) { }")]
    [InlineData("var run = await comfy.StartAsync(workflow); await run.Result;")]
    [InlineData("var run = await comfy.StartAsync(workflow); await foreach (ComfyEvent e in run.Events) Use(e);")]
    [InlineData("var run = await comfy.StartAsync(workflow); try { Use(1); } finally { await run.DisposeAsync(); }")]
    [InlineData("var run = await comfy.StartAsync(workflow); Use(run);")]
    [InlineData("var run = await comfy.StartAsync(workflow); Func<Task> end = () => run.CancelAsync(); await end();")]
    [InlineData("await (await comfy.StartAsync(workflow)).Result;")]
    [InlineData("await comfy.UploadImageFileAsync(\"a.png\"); Task.Run(() => Use(1)).Wait();")]
    public async Task A_run_that_is_awaited_kept_or_dropped_on_purpose_is_not_reported(string body) =>
        await CallSiteText.Verify(CallSiteText.Method(body, Async), "");

    [Theory]
    [InlineData("Parallel.For(0, 9, i => { workflow.KSampler.Seed = i; comfy.RunAsync(«workflow»).Wait(); });")]
    [InlineData("await Parallel.ForEachAsync(new[] { 1, 2 }, async (i, cancel) => { workflow.KSampler.Seed = i; await comfy.RunAsync(«workflow», cancellationToken: cancel); });")]
    [InlineData("var shared = new TextToImage(); await Parallel.ForEachAsync(new[] { 1 }, async (i, _) => { shared.Add(new SaveImage()); await comfy.RunAsync(«shared»); });")]
    [InlineData("new[] { 1, 2 }.AsParallel().ForAll(i => { workflow.KSampler.Seed = i; comfy.RunAsync(«workflow»).Wait(); });")]
    [InlineData("var tasks = new List<Task>(); for (int i = 0; i < 9; i++) { int seed = i; tasks.Add(Task.Run(() => { workflow.KSampler.Seed = seed; return comfy.RunAsync(«workflow»); })); }")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select(i => Task.Run(async () => { workflow.KSampler.Seed = i; await comfy.RunAsync(«workflow»); })));")]
    [InlineData("await Task.WhenAll(new[] { \"a.png\" }.Select(async file => { await comfy.UploadImageFileAsync(file); workflow.PositivePrompt.Text = file; return await comfy.RunAsync(«workflow»); }));")]
    [InlineData("var tasks = new[] { 1 }.Select(async i => { workflow.KSampler.Seed = i; await Task.Yield(); await comfy.RunAsync(«workflow»); }).ToList(); await Task.WhenAll(tasks);")]
    public async Task A_workflow_that_concurrent_code_changes_and_submits_is_reported(string marked) => Assert.EndsWith(
        "is changed and submitted by code that runs several times at once; make a new TextToImage for each run",
        Assert.Single(await CallSiteText.Verify(CallSiteText.Method(marked, Async), "CT2005")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Parallel.For(0, 9, i => { var own = new TextToImage { KSampler = { Seed = i } }; own.KSampler.Steps = 9; comfy.RunAsync(own).Wait(); });")]
    [InlineData("Parallel.For(0, 9, i => comfy.RunAsync(workflow).Wait());")]
    [InlineData("Parallel.For(0, 9, i => { Task task; lock (comfy) { workflow.KSampler.Seed = i; task = comfy.RunAsync(workflow); } task.Wait(); });")]
    [InlineData("var turn = new SemaphoreSlim(1); await Parallel.ForEachAsync(new[] { 1 }, async (i, cancel) => { await turn.WaitAsync(cancel); workflow.KSampler.Seed = i; await comfy.RunAsync(workflow); turn.Release(); });")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select(async i => { workflow.KSampler.Seed = i; return await comfy.RunAsync(workflow); }));")]
    [InlineData("foreach (var task in new[] { 1, 2 }.Select(async i => { await Task.Yield(); workflow.KSampler.Seed = i; await comfy.RunAsync(workflow); })) await task;")]
    [InlineData("await Task.Run(() => { workflow.KSampler.Seed = 1; return comfy.RunAsync(workflow); });")]
    [InlineData("for (int i = 0; i < 9; i++) await Task.Run(() => { workflow.KSampler.Seed = 1; return comfy.RunAsync(workflow); });")]
    [InlineData("for (int i = 0; i < 9; i++) { var own = new TextToImage(); Use(Task.Run(() => { own.KSampler.Seed = 1; return comfy.RunAsync(own); })); }")]
    [InlineData("var tasks = new List<Task>(); for (int i = 0; i < 9; i++) { workflow.KSampler.Seed = i; tasks.Add(comfy.RunAsync(workflow)); } await Task.WhenAll(tasks);")]
    [InlineData("var run = comfy.RunAsync(workflow); workflow.KSampler.Seed = 2; await run;")]
    public async Task Changes_that_no_other_call_can_see_are_not_reported(string body) =>
        await CallSiteText.Verify(CallSiteText.Method(body, Async), "");
}
