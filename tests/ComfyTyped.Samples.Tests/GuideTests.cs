using ComfyTyped.Testing;
using Guide;
using Spectre.Console.Testing;

namespace ComfyTyped.Samples.Tests;

/// <summary>Every example of the guide on a server of its own.</summary>
public sealed class GuideTests : IDisposable
{
    /// <summary>What each tells only when it has done what it is for.</summary>
    private static readonly Dictionary<string, string> Outcomes = new()
    {
        ["find"] = "2 texts, Final saves, node 16 is KSampler",
        ["settings"] = "KSampler.steps 25 -> 4",
        ["run"] = ".png (seed ",
        ["execute"] = "100 %",
        ["chain"] = "upscaled_00001_.png",
        ["batch"] = "KSampler.SamplerName=heun, KSampler.Cfg=7.5",
        ["adapt"] = "2 steps, cfg 3: contrast ",
        ["file"] = ".png (seed ",
        ["seeds"] = "seed 44: ComfyUI_",
        ["pool"] = "12 of 12 pictures",
        ["watch"] = "in the queue",
        ["agent"] = "0 is below the minimum, 1",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("guide").FullName;

    public static TheoryData<string> Names => [.. AllExamples.List.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_runs_to_its_end_and_tells_its_outcome(string name)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: cancellationToken);
        await using var comfy = new ComfyClient(server.Url);
        using var console = new TestConsole();
        IExample example = AllExamples.List.Single(example => example.Name == name);

        await example.RunAsync(new Stage(comfy, console, _folder), cancellationToken);

        Assert.Contains(Outcomes[name], console.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_example_has_a_name_of_its_own() =>
        Assert.Equal(AllExamples.List.Count, AllExamples.List.Select(example => example.Name).Distinct().Count());

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
