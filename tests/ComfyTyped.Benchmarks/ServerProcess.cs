using System.Diagnostics;
using ComfyTyped.Testing;

namespace ComfyTyped.Benchmarks;

/// <summary>The local server in a process of its own, so that what it allocates is not counted as the client's.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>What makes this program a server.</summary>
    public const string Argument = "--serve";

    private readonly Process _process;

    private ServerProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <param name="secondsPerStep">How long a step of a sampler takes.</param>
    public static ServerProcess Start(int secondsPerStep = 0)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, Argument, $"{secondsPerStep}"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        Process process = Process.Start(start)!;
        return new ServerProcess(process, new Uri(process.StandardOutput.ReadLine()!));
    }

    /// <summary>Serves until the standard input ends, that is, as long as the parent lives.</summary>
    /// <param name="secondsPerStep">How long a step of a sampler takes.</param>
    public static async Task ServeAsync(int secondsPerStep)
    {
        await using ComfyServer server = await ComfyServer.StartAsync(options => options.StepDelay = TimeSpan.FromSeconds(secondsPerStep));
        Console.WriteLine(server.Url);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
