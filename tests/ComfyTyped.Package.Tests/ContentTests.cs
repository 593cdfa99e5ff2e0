using System.IO.Compression;

namespace ComfyTyped.Package.Tests;

public sealed class ContentTests(PackedFeed feed)
{
    [Fact]
    public void The_package_holds_exactly_the_runtime_the_compiler_its_fixes_and_the_targets()
    {
        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/roslyn4.8/cs/ComfyTyped.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.8/cs/ComfyTyped.Compiler.dll",
                "buildTransitive/ComfyTyped.globalconfig",
                "buildTransitive/ComfyTyped.targets",
                "lib/net10.0/ComfyTyped.dll",
                "lib/net10.0/ComfyTyped.xml",
                "lib/net8.0/ComfyTyped.dll",
                "lib/net8.0/ComfyTyped.xml",
            ],
            Content("ComfyTyped"));
    }

    [Theory]
    [InlineData("ComfyTyped.Extensions.AI")]
    [InlineData("ComfyTyped.Extensions.DependencyInjection")]
    [InlineData("ComfyTyped.Testing")]
    public void Every_other_package_holds_exactly_its_library(string id) =>
        Assert.Equal([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", $"lib/net8.0/{id}.dll", $"lib/net8.0/{id}.xml"], Content(id));

    [Fact]
    public void The_package_for_web_applications_holds_exactly_its_library()
    {
        Assert.Equal(
            [
                "lib/net10.0/ComfyTyped.AspNetCore.dll",
                "lib/net10.0/ComfyTyped.AspNetCore.xml",
                "lib/net8.0/ComfyTyped.AspNetCore.dll",
                "lib/net8.0/ComfyTyped.AspNetCore.xml",
            ],
            Content("ComfyTyped.AspNetCore"));
    }

    private string[] Content(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package(id));
        return [.. package.Entries.Select(entry => entry.FullName).Where(IsOurs).Order(StringComparer.Ordinal)];
    }

    // The package's own bookkeeping.
    private static bool IsOurs(string entry) => !entry.StartsWith("_rels/", StringComparison.Ordinal)
        && !entry.StartsWith("package/", StringComparison.Ordinal)
        && entry != "[Content_Types].xml"
        && !entry.EndsWith(".nuspec", StringComparison.Ordinal);
}
