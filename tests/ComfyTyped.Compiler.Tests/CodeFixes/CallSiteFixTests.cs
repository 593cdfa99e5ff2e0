using ComfyTyped.CodeFixes;
using ComfyTyped.Compiler.Tests.CallSites;

namespace ComfyTyped.Compiler.Tests.CodeFixes;

public class CallSiteFixTests
{
    private const string Async = "async Task Method()";

    [Theory]
    [InlineData("workflow.KSampler.Steps = 0;", "workflow.KSampler.Steps = 1;")]
    [InlineData("workflow.KSampler.Seed = -1;", "workflow.KSampler.Seed = 0;")]
    [InlineData("workflow.KSampler.Denoise = 1.5; // strong", "workflow.KSampler.Denoise = 1.0; // strong")]
    [InlineData("workflow.KSampler.Denoise = (float)2.5;", "workflow.KSampler.Denoise = 1.0;")]
    [InlineData("workflow.KSampler.Denoise = 2;", "workflow.KSampler.Denoise = 1.0;")]
    [InlineData("workflow.KSampler.Steps = Use(1) == \"\" ? -5 : 20_000;", "workflow.KSampler.Steps = Use(1) == \"\" ? 1 : 10000;")]
    [InlineData("Use(new KSampler { Steps = 0, Cfg = 101 });", "Use(new KSampler { Steps = 1, Cfg = 100.0 });")]
    public async Task A_number_out_of_range_becomes_its_bound(string body, string expected) =>
        Assert.Equal(CallSiteText.Method(expected), await FixRun.Fix(CallSiteText.Method(body), new NumberFix()));

    [Theory]
    [InlineData("workflow.KSampler.SamplerName = \"eulr\";", "workflow.KSampler.SamplerName = SamplerName.Euler;")]
    [InlineData("workflow.KSampler.SamplerName = /* fast */ \"Euler\" /* enough */;", "workflow.KSampler.SamplerName = /* fast */ SamplerName.Euler /* enough */;")]
    [InlineData("Use(new TextToImage { KSampler = { Scheduler = Use(1) == \"\" ? \"karas\" : \"normal\" } });", "Use(new TextToImage { KSampler = { Scheduler = Use(1) == \"\" ? Scheduler.Karras : \"normal\" } });")]
    [InlineData("workflow.KSampler.Scheduler = Use(1) switch { \"\" => \"karas\", _ => \"normal\" };", "workflow.KSampler.Scheduler = Use(1) switch { \"\" => Scheduler.Karras, _ => \"normal\" };")]
    [InlineData("workflow.KSampler.Scheduler = \"something else\";", "workflow.KSampler.Scheduler = \"something else\";")]
    public async Task A_text_that_is_no_option_becomes_the_member_that_was_meant(string body, string expected) =>
        Assert.Equal(CallSiteText.Method(expected), await FixRun.Fix(CallSiteText.Method(body), new OptionFix()));

    [Theory]
    [InlineData("", "MyApp.Workflows.SamplerName.Euler")]
    [InlineData("static string SamplerName => \"\";", "MyApp.Workflows.SamplerName.Euler")]
    [InlineData("static string MyApp => \"\"; static string SamplerName => \"\";", "global::MyApp.Workflows.SamplerName.Euler")]
    public async Task A_member_is_reached_where_its_short_name_means_something_else(string member, string expected)
    {
        string Source(string option) => $$"""
            class Program
            {
                static void Set(global::MyApp.Workflows.TextToImage workflow) => workflow.KSampler.SamplerName = {{option}};

                {{member}}
            }
            """;

        Assert.Equal(Source(expected), await FixRun.Fix(Source("\"eulr\""), new OptionFix()));
    }

    [Fact]
    public async Task A_file_that_is_not_in_the_catalog_becomes_the_nearest_one() =>
        Assert.Equal(CallSites.Files.Source("Models.Sd15"), await FixRun.Fix(CallSites.Files.Source("\"sd15.safetensor\""), new OptionFix()));

    [Theory]
    [InlineData(Async, "comfy.RunAsync(workflow);", "await comfy.RunAsync(workflow);")]
    [InlineData(Async, "var result = comfy.RunAsync(workflow);", "var result = await comfy.RunAsync(workflow);")]
    [InlineData(Async, "comfy.RunAsync(workflow).ConfigureAwait(false);", "await comfy.RunAsync(workflow).ConfigureAwait(false);")]
    [InlineData(Async, "Func<Task> run = async () => { comfy.RunAsync(workflow); await Task.Yield(); }; await run();", "Func<Task> run = async () => { await comfy.RunAsync(workflow); await Task.Yield(); }; await run();")]
    [InlineData(Async, "Action run = () => { comfy.RunAsync(workflow); }; run();", "Action run = () => { comfy.RunAsync(workflow); }; run();")]
    [InlineData(Async, "lock (comfy) { comfy.RunAsync(workflow); }", "lock (comfy) { comfy.RunAsync(workflow); }")]
    [InlineData(Async, "comfy?.RunAsync(workflow);", "comfy?.RunAsync(workflow);")]
    [InlineData(Async, "comfy.StartAsync(workflow);", "comfy.StartAsync(workflow);")]
    [InlineData("void Method()", "comfy.RunAsync(workflow);", "comfy.RunAsync(workflow);")]
    public async Task A_run_is_awaited_where_the_code_is_async(string signature, string body, string expected) =>
        Assert.Equal(CallSiteText.Method(expected, signature), await FixRun.Fix(CallSiteText.Method(body, signature), new AwaitFix()));

    [Fact]
    public async Task A_run_is_awaited_in_statements_on_the_top_level()
    {
        static string Source(string statement) => $"var comfy = new ComfyTyped.ComfyClient(\"http://127.0.0.1:8188\");\n{statement};\n";

        Assert.Equal(
            Source("await comfy.RunAsync(new MyApp.Workflows.TextToImage())"),
            await FixRun.Fix(Source("comfy.RunAsync(new MyApp.Workflows.TextToImage())"), new AwaitFix()));
    }

    [Fact]
    public async Task All_numbers_of_a_file_are_fixed_at_once() => Assert.Equal(
        CallSiteText.Method("workflow.KSampler.Steps = 1; Use(new KSampler { Steps = 10000, Cfg = 0.0 });"),
        await FixRun.FixAll(CallSiteText.Method("workflow.KSampler.Steps = 0; Use(new KSampler { Steps = 20_000, Cfg = -3 });"), new NumberFix()));

    [Fact]
    public async Task All_texts_of_a_file_are_fixed_at_once() => Assert.Equal(
        CallSiteText.Method("workflow.KSampler.SamplerName = SamplerName.Euler; Use(new KSampler { Scheduler = Scheduler.Karras });"),
        await FixRun.FixAll(CallSiteText.Method("workflow.KSampler.SamplerName = \"eulr\"; Use(new KSampler { Scheduler = \"karas\" });"), new OptionFix()));

    [Fact]
    public async Task All_runs_of_a_file_are_awaited_at_once() => Assert.Equal(
        CallSiteText.Method("await comfy.RunAsync(workflow); await comfy.RunAsync(workflow);", Async),
        await FixRun.FixAll(CallSiteText.Method("comfy.RunAsync(workflow); comfy.RunAsync(workflow);", Async), new AwaitFix()));
}
