using System.Diagnostics;

namespace ComfyTyped.Package.Tests;

/// <summary>Runs the dotnet command.</summary>
internal static class DotNet
{
    /// <summary>Runs it, and gives what it writes; it must succeed.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        (int exitCode, string text) = await TryAsync(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{text}");
        return text;
    }

    /// <summary>Runs it, and gives what it writes; it must fail.</summary>
    public static async Task<string> FailAsync(string folder, params string[] arguments)
    {
        (int exitCode, string text) = await TryAsync(folder, arguments);
        Assert.True(exitCode != 0, $"dotnet {string.Join(' ', arguments)} succeeded:\n{text}");
        return text;
    }

    /// <summary>Runs it, whether it succeeds or fails.</summary>
    public static Task<(int ExitCode, string Text)> TryAsync(string folder, params string[] arguments) => TryProgramAsync("dotnet", folder, arguments);

    /// <summary>Runs another program, whether it succeeds or fails.</summary>
    public static async Task<(int ExitCode, string Text)> TryProgramAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host's build set must not leak into the build that is tested.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
