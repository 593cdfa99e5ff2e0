using ComfyTyped.Testing;

namespace TextToImageSample;

/// <summary>The server that the sample runs on when none is given: it speaks ComfyUI's protocol, but it only simulates the models.</summary>
internal static class LocalServer
{
    private static readonly TimeSpan StepDelay = TimeSpan.FromMilliseconds(60);

    /// <summary>Starts it on a free loopback port, slow enough for the progress to be seen.</summary>
    public static Task<ComfyServer> StartAsync(CancellationToken cancellationToken) =>
        ComfyServer.StartAsync(options => options.StepDelay = StepDelay, cancellationToken);
}
