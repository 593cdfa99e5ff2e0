using ComfyTyped.Testing;
using Guide;
using Spectre.Console.Testing;

namespace ComfyTyped.Samples.Tests;

/// <summary>Every example of the guide on a server of its own.</summary>
public sealed class GuideTests : IDisposable
{
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

        Assert.NotEmpty(console.Output.Trim());
    }

    [Fact]
    public void Each_example_has_a_name_of_its_own() =>
        Assert.Equal(AllExamples.List.Count, AllExamples.List.Select(example => example.Name).Distinct().Count());

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
