using System.Collections.Immutable;
using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Compiler.Tests.CallSites;

public class ValueTests
{
    [Theory]
    [InlineData("workflow.KSampler.Steps = «0»;", "Steps = 0 is below the minimum of KSampler.steps, 1")]
    [InlineData("workflow.KSampler.Steps = «10_001»;", "Steps = 10001 is above the maximum of KSampler.steps, 10000")]
    [InlineData("workflow.KSampler.Seed = «-1»;", "Seed = -1 is below the minimum of KSampler.seed, 0")]
    [InlineData("workflow.KSampler.Denoise = «1.5»;", "Denoise = 1.5 is above the maximum of KSampler.denoise, 1.0")]
    [InlineData("workflow.KSampler.Denoise = «2»;", "Denoise = 2 is above the maximum of KSampler.denoise, 1.0")]
    [InlineData("workflow.KSampler.Denoise = «1.1f»;", "Denoise = 1.100000023841858 is above the maximum of KSampler.denoise, 1.0")]
    [InlineData("workflow.KSampler.Denoise = «double.PositiveInfinity»;", "Denoise = Infinity is above the maximum of KSampler.denoise, 1.0")]
    [InlineData("workflow.EmptyLatentImage.Width = «ulong.MaxValue»;", "Width = 18446744073709551615 is above the maximum of EmptyLatentImage.width, 16384")]
    [InlineData("const int Many = 5000; workflow.KSampler.Steps = «Many * 3»;", "Steps = 15000 is above the maximum of KSampler.steps, 10000")]
    [InlineData("workflow.KSampler.Steps = Use(1) == \"\" ? «0» : 20;", "Steps = 0 is below the minimum of KSampler.steps, 1")]
    [InlineData("workflow.KSampler.Steps = Use(1) switch { \"a\" => 5, \"b\" => «-5», _ => «0» };", "Steps = -5 is below the minimum of KSampler.steps, 1")]
    [InlineData("workflow.KSampler.Steps = Use(1) switch { \"a\" => Seed.Random, _ => «0» };", "Steps = 0 is below the minimum of KSampler.steps, 1")]
    [InlineData("workflow.KSampler.Steps = (IntInput)«0»;", "Steps = 0 is below the minimum of KSampler.steps, 1")]
    [InlineData("Use(new TextToImage { KSampler = { Steps = «0», Cfg = 7 } });", "Steps = 0 is below the minimum of KSampler.steps, 1")]
    [InlineData("Use(new KSampler { Cfg = «100.5» });", "Cfg = 100.5 is above the maximum of KSampler.cfg, 100.0")]
    [InlineData("foreach (KSampler sampler in workflow.Nodes.OfType<KSampler>()) sampler.Steps = «0»;", "Steps = 0 is below the minimum of KSampler.steps, 1")]
    [InlineData("workflow.KSampler.Steps = workflow.EmptyLatentImage.BatchSize = «0»;", "BatchSize = 0 is below the minimum of EmptyLatentImage.batch_size, 1")]
    public async Task A_constant_out_of_range_is_reported(string marked, string message) =>
        Assert.Equal(message, (await CallSiteText.Verify(CallSiteText.Method(marked), "CT2001"))[0]);

    [Theory]
    [InlineData("workflow.KSampler.Steps = 1; workflow.KSampler.Steps = 10_000;")]
    [InlineData("workflow.KSampler.Seed = ulong.MaxValue; workflow.KSampler.Seed = 0u;")]
    [InlineData("workflow.KSampler.Denoise = 0.0; workflow.KSampler.Denoise = 1; workflow.KSampler.Denoise = 1f;")]
    [InlineData("int steps = Use(1).Length; workflow.KSampler.Steps = steps;")]
    [InlineData("workflow.KSampler.Steps = Use(1) == \"0\" ? 1 : 2;")]
    [InlineData("workflow.KSampler.Steps = Use(0).Length == 0 ? 1 : 2;")]
    [InlineData("IntInput any = 0; Use(any);")]
    [InlineData("workflow.KSampler.Denoise = double.NaN;")]
    [InlineData("workflow.KSampler.Seed = Seed.Random; workflow.KSampler.Steps = default;")]
    public async Task A_number_in_range_or_not_known_yet_is_not_reported(string body) => await CallSiteText.Verify(CallSiteText.Method(body), "");

    [Fact]
    public async Task A_parameter_with_a_range_is_checked_too() => Assert.Equal(
        ["width = 0 is below the minimum of Resize.width, 1"],
        await CallSiteText.Verify(
            """
            using ComfyTyped;
            using ComfyTyped.CompilerServices;

            static class Resize
            {
                public static IntInput To([InputRange("Resize.width", "1", null)] IntInput width, IntInput height) => width.IsSet ? width : height;

                public static IntInput Use() => To(height: 0, width: «0»);
            }
            """,
            "CT2001"));

    [Fact]
    public async Task A_number_of_a_case_of_a_dynamic_combo_is_checked()
    {
        GeneratorRun run = GeneratorRun.Of([], new Dictionary<string, string>(GeneratorRun.DefaultProperties) { ["ComfyRequestedNodes"] = "ResizeImageMaskNode" });

        ImmutableArray<Diagnostic> diagnostics = await CallSiteText.Check(run.Compilation, """
            class Program
            {
                static object Use() => MyApp.Workflows.ResizeType.ScaleDimensions(width: 99999, height: 64, crop: "center");
            }
            """);

        Assert.Equal("width = 99999 is above the maximum of resize_type.width, 16384", Assert.Single(diagnostics).GetMessage());
    }

    [Theory]
    [InlineData("«-1»", "-1 is below the minimum of Paint.scale, 0.5")]
    [InlineData("«0.25»", "0.25 is below the minimum of Paint.scale, 0.5")]
    [InlineData("«ulong.MaxValue»", "18446744073709551615 is above the maximum of Paint.scale, 8")]
    [InlineData("8", null)]
    public async Task A_number_that_may_be_whole_or_not_is_checked_as_what_it_is(string marked, string? message) => Assert.Equal(
        message is null ? [] : ["Scale = " + message],
        await CallSiteText.Verify(
            $$"""
            using ComfyTyped;
            using ComfyTyped.CompilerServices;

            class Paint
            {
                [InputRange("Paint.scale", "0.5", "8")]
                public NumberInput Scale { get; set; }

                void Set() => Scale = {{marked}};
            }
            """,
            "CT2001"));

    [Fact]
    public void Names_and_options_that_no_text_can_carry_do_not_break_the_generated_code()
    {
        const string Catalog = """
            { "Pa\"in\ud800t": { "input": { "required": {
                "a\udc00\n*/": ["INT", { "min": 1, "max": 1e400 }],
                "b": [["x\ud800", "y\"\\\n", "\u2028", "*/"]] } }, "output": [], "output_node": true, "name": "x" } }
            """;

        Generator.GeneratorRun run = Generator.GeneratorRun.Of(
            new Generator.InMemoryFile("/src/MyApp/object_info.json", Catalog),
            new Generator.InMemoryFile("/src/MyApp/workflows/odd.json", """{ "1": { "class_type": "Pa\"in\ud800t", "inputs": { "a\udc00\n*/": 1, "b": "*/" } } }"""));

        Assert.Contains(run.Result.GeneratedSources, source => source.SourceText.ToString().Contains("InputRange(", StringComparison.Ordinal));
        Assert.Contains(run.Result.GeneratedSources, source => source.SourceText.ToString().Contains("ChoiceOption(", StringComparison.Ordinal));
        Assert.Empty(run.Complaints());
        Assert.NotNull(run.Load());
    }

    [Theory]
    [InlineData("workflow.KSampler.SamplerName = «\"eulr\"»;", "'eulr' is not an option of SamplerName; did you mean 'euler'?")]
    [InlineData("workflow.KSampler.SamplerName = «\"Euler\"»;", "'Euler' is not an option of SamplerName; the server spells it 'euler', and case matters")]
    [InlineData("workflow.KSampler.SamplerName = «\"something else\"»;", "'something else' is not an option of SamplerName")]
    [InlineData("const string Name = \"karas\"; workflow.KSampler.Scheduler = «Name»;", "'karas' is not an option of Scheduler; did you mean 'karras'?")]
    [InlineData("Use(new TextToImage { KSampler = { Scheduler = Use(1) == \"\" ? «\"karas\"» : \"normal\" } });", "'karas' is not an option of Scheduler; did you mean 'karras'?")]
    [InlineData("void Take(ChoiceInput<SamplerName> name) => Use(name); Take(«\"eulr\"»);", "'eulr' is not an option of SamplerName; did you mean 'euler'?")]
    [InlineData("Use(new List<ChoiceInput<SamplerName>> { \"euler\", «\"eulr\"» });", "'eulr' is not an option of SamplerName; did you mean 'euler'?")]
    public async Task A_constant_that_is_no_option_is_reported(string marked, string message) =>
        Assert.Equal(message, (await CallSiteText.Verify(CallSiteText.Method(marked), "CT2002"))[0]);

    [Theory]
    [InlineData("workflow.KSampler.SamplerName = \"euler\"; workflow.KSampler.SamplerName = SamplerName.Euler;")]
    [InlineData("workflow.KSampler.SamplerName = new SamplerName(\"res_2s\");")]
    [InlineData("string name = Use(1); workflow.KSampler.SamplerName = name;")]
    [InlineData("workflow.PositivePrompt.Text = \"eulr\"; workflow.CheckpointLoaderSimple.CkptName = \"eulr.safetensors\";")]
    public async Task An_option_or_a_text_that_is_meant_is_not_reported(string body) => await CallSiteText.Verify(CallSiteText.Method(body), "");

    [Theory]
    [InlineData("«\"sd15.safetensor\"»", "'sd15.safetensor' is not among the files of Models; did you mean 'sd15.safetensors'?; the server may have it all the same when the catalog is older")]
    [InlineData("«\"xl/base.safetensors\"»", @"'xl/base.safetensors' is not among the files of Models; the server spells it 'xl\base.safetensors', with the other slash; the server may have it all the same when the catalog is older")]
    [InlineData("\"sd15.safetensors\"", null)]
    [InlineData("\"sd16.safetensors [output]\"", null)]
    public async Task A_file_that_is_not_in_the_catalog_is_a_suggestion(string marked, string? message)
    {
        string[] messages = await CallSiteText.Verify(Files.Source(marked), "CT2003");

        Assert.Equal(message, messages.SingleOrDefault());
        Assert.All(await CallSiteText.Check(Files.Source("\"?\"")), diagnostic => Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity));
    }

    [Fact]
    public async Task A_referenced_library_of_workflows_tells_its_ranges_and_options()
    {
        using var library = new MemoryStream();
        Assert.True(CallSiteText.Project.Emit(library, cancellationToken: TestContext.Current.CancellationToken).Success);
        CSharpCompilation app = CallSiteText.Project.RemoveAllSyntaxTrees().WithAssemblyName("App")
            .AddReferences(MetadataReference.CreateFromImage(library.ToArray()));

        ImmutableArray<Diagnostic> diagnostics = await CallSiteText.Check(app, CallSiteText.Method(
            "workflow.KSampler.Steps = 0; workflow.KSampler.SamplerName = \"eulr\";"));

        Assert.Equal(["CT2001", "CT2002"], diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("workflow.KSampler.Model = workflow.VAEDecode.Image;")]
    [InlineData("workflow.VAEDecode.Samples = workflow.CheckpointLoaderSimple.Model;")]
    [InlineData("workflow.KSampler.Steps = workflow.KSampler.Latent;")]
    public void A_link_of_a_wrong_type_does_not_compile(string body)
    {
        CSharpCompilation compilation = CallSiteText.Project.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            CallSiteText.Method(body), Generator.GeneratorRun.ParseOptions, cancellationToken: TestContext.Current.CancellationToken));

        Diagnostic error = Assert.Single(compilation.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal("CS0029", error.Id);
    }

    [Fact]
    public async Task Code_that_does_not_reference_the_runtime_is_left_alone() => Assert.Empty(await CallSiteText.Check(
        CSharpCompilation.Create("Bare", references: [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)),
        "class C { int Steps { get; set; } void M() => Steps = 0; }"));

    [Fact]
    public async Task Code_that_does_not_compile_throws_nothing()
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            CallSiteText.Method("workflow.KSampler.Steps = ; workflow.KSampler. = 0; comfy.RunAsync(; var run = await comfy.StartAsync(nothing); Parallel.For(0, 1, i => { workflow.KSampler.Seed = i; comfy.RunAsync(workflow) });"),
            Generator.GeneratorRun.ParseOptions,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(
            await CallSiteText.Check(CallSiteText.Project.AddSyntaxTrees(tree).GetSemanticModel(tree)),
            diagnostic => Assert.StartsWith("CT2", diagnostic.Id, StringComparison.Ordinal));
    }
}
