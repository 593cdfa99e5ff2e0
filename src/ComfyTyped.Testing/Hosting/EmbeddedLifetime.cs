using Microsoft.Extensions.Hosting;

namespace ComfyTyped.Testing.Hosting;

/// <summary>A host that starts and stops when its owner says so, and leaves Ctrl+C to the program around it.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
