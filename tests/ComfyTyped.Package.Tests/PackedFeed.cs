using System.Runtime.CompilerServices;

namespace ComfyTyped.Package.Tests;

/// <summary>A local feed with the packages as they are now, under a version that no cache has seen.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    private static readonly string[] Projects =
    [
        "ComfyTyped",
        "ComfyTyped.AspNetCore",
        "ComfyTyped.Extensions.AI",
        "ComfyTyped.Extensions.DependencyInjection",
        "ComfyTyped.Testing",
    ];

    public string Folder { get; } = Directory.CreateTempSubdirectory("comfytyped-feed-").FullName;

    public static string Repository([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));

    public string Package(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        foreach (string project in Projects)
            await DotNet.RunAsync(Repository(), "pack", $"src/{project}", "-o", Folder, $"-p:Version={Version}", "-c", "Release");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
