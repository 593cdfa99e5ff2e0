using ComfyTyped.Testing;

namespace ComfyTyped.Package.Tests;

/// <summary>The package in a program without a just-in-time compiler: what needs reflection would warn when it is published, and warnings are errors.</summary>
public sealed class AotTests(PackedFeed feed)
{
    [Fact]
    public async Task A_program_that_is_compiled_to_machine_code_runs_workflows()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        bool hasLinker = !OperatingSystem.IsWindows() && (IsInstalled("clang") || IsInstalled("gcc"));
        if (!hasLinker)
            TestContext.Current.AddWarning("There is no clang or gcc to link with, so that the program is only trimmed, with the same analysis.");
        using ConsumerProject project = Create(hasLinker ? "PublishAot" : "PublishTrimmed");
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: token);

        await DotNet.RunAsync(project.Folder, "publish", "--use-current-runtime", "-o", "published");
        (int exitCode, string output) = await DotNet.TryProgramAsync(
            project.PathOf(Path.Combine("published", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer")), project.Folder, server.Url.ToString());

        Assert.True(exitCode == 0, output);
        Assert.Contains("executed 1", output, StringComparison.Ordinal);
        Assert.Contains("progress 1, seed True, png True", output, StringComparison.Ordinal);
        Assert.Contains("enlarged 1", output, StringComparison.Ordinal);
        Assert.Contains($"saved, dynamic code {!hasLinker}", output, StringComparison.Ordinal);
        Assert.NotEmpty(await File.ReadAllBytesAsync(project.PathOf("city.png"), token));
    }

    /// <summary>The usual consumer, whose server is in the test: the local server is no part of a product, and need not be trimmed.</summary>
    private ConsumerProject Create(string publishing)
    {
        var project = new ConsumerProject(feed, "comfytyped-aot-");
        project.ReplaceInProject($"""<PackageReference Include="ComfyTyped.Testing" Version="{feed.Version}" />""", "");
        project.ReplaceInProject(
            "<OutputType>Exe</OutputType>",
            $"<OutputType>Exe</OutputType><{publishing}>true</{publishing}><TrimmerSingleWarn>false</TrimmerSingleWarn><InvariantGlobalization>true</InvariantGlobalization>");
        project.Replace("Program.cs", "using ComfyTyped.Testing;\n", "using System.Runtime.CompilerServices;\n");
        project.Replace("Program.cs", "await using ComfyServer server = await ComfyServer.StartAsync();\n", "");
        project.Replace("Program.cs", "server.Url.ToString()", "args[0]");
        File.AppendAllText(project.PathOf("Program.cs"), """
            await result.SaveImage.Images[0].SaveAsync("city.png");
            Console.WriteLine($"saved, dynamic code {RuntimeFeature.IsDynamicCodeCompiled}");

            """);
        return project;
    }

    private static bool IsInstalled(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));
}
