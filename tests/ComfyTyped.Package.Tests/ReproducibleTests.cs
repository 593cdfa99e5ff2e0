using System.IO.Compression;
using System.Text;

namespace ComfyTyped.Package.Tests;

public sealed class ReproducibleTests(PackedFeed feed)
{
    [Fact]
    public void No_packed_file_tells_where_it_was_built()
    {
        string[] places = [PackedFeed.Repository(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        int binaries = 0;
        foreach (string path in Directory.GetFiles(feed.Folder, "*.nupkg"))
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            foreach (ZipArchiveEntry entry in package.Entries)
            {
                byte[] content = Read(entry);
                binaries += entry.Name.EndsWith(".dll", StringComparison.Ordinal) ? 1 : 0;
                Assert.All(places, place => Assert.False(Holds(content, place), $"{entry.FullName} of {Path.GetFileName(path)} holds {place}"));
            }
        }
        Assert.InRange(binaries, 12, 100);
    }

    /// <summary>The compiler alone, because it is built in seconds, and with the generators and settings of the others.</summary>
    [Fact]
    public async Task Two_checkouts_give_the_same_bytes()
    {
        using var first = new Checkout("here");
        using var second = new Checkout("over there");

        Dictionary<string, byte[]> built = await first.BuildAsync();
        Dictionary<string, byte[]> again = await second.BuildAsync();

        Assert.Contains("ComfyTyped.Compiler.dll", built.Keys);
        Assert.Equal(built.Keys.Order(), again.Keys.Order());
        Assert.All(built, file => Assert.True(file.Value.AsSpan().SequenceEqual(again[file.Key]), $"{file.Key} differs"));
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static bool Holds(ReadOnlySpan<byte> content, string text) =>
        content.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    /// <summary>The sources of the compiler in a folder of their own; gone when disposed.</summary>
    private sealed class Checkout : IDisposable
    {
        private const string Project = "src/ComfyTyped.Compiler";

        private readonly string _root = Directory.CreateTempSubdirectory("comfytyped-checkout-").FullName;
        private readonly string _folder;

        public Checkout(string name)
        {
            _folder = Path.Combine(_root, name);
            foreach (string file in (string[])["Directory.Build.props", "Directory.Packages.props", "src/Directory.Build.props", "global.json", ".editorconfig"])
                Copy(file);
            foreach (string path in Sources(Project).Concat(Sources("src/ComfyTyped.Core")))
            {
                string file = Path.GetRelativePath(PackedFeed.Repository(), path);
                if (file.Split(Path.DirectorySeparatorChar)[2] is not ("bin" or "obj"))
                    Copy(file);
            }
        }

        public async Task<Dictionary<string, byte[]>> BuildAsync()
        {
            await DotNet.RunAsync(_folder, "build", Project, "-c", "Release", "-p:UseSharedCompilation=false");
            return Directory.GetFiles(Path.Combine(_folder, Project, "bin", "Release", "netstandard2.0"))
                .ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes, StringComparer.Ordinal);
        }

        public void Dispose() => Directory.Delete(_root, recursive: true);

        private static string[] Sources(string project) => Directory.GetFiles(Path.Combine(PackedFeed.Repository(), project), "*", SearchOption.AllDirectories);

        private void Copy(string file)
        {
            string target = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(PackedFeed.Repository(), file), target);
        }
    }
}
