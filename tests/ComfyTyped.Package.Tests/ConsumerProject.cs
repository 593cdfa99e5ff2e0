namespace ComfyTyped.Package.Tests;

/// <summary>A project outside of the repository that has nothing but the package; gone when disposed.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private const string ProjectFile = "Consumer.csproj";

    private static readonly string[] Workflows = ["text_to_image.json", "image_upscale.json"];

    public ConsumerProject(PackedFeed feed, string prefix = "comfytyped-consumer-")
    {
        Folder = Directory.CreateTempSubdirectory(prefix).FullName;
        string source = Path.Combine(PackedFeed.Repository(), "tests", "ComfyTyped.Package.Tests", "Consumer");
        string project = File.ReadAllText(Path.Combine(source, ProjectFile + ".txt"));
        Write(ProjectFile, project.Replace("@VERSION@", feed.Version, StringComparison.Ordinal));
        Write("Program.cs", File.ReadAllText(Path.Combine(source, "Program.cs")));
        foreach (string name in Workflows)
            CopyWorkflow(name, Path.Combine("workflows", name));
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="local" value="{feed.Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Folder { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public void Replace(string file, string from, string to)
    {
        string text = File.ReadAllText(PathOf(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(PathOf(file), text.Replace(from, to, StringComparison.Ordinal));
    }

    public void ReplaceInProject(string from, string to) => Replace(ProjectFile, from, to);

    /// <summary>Warnings stay warnings: the project has them as errors otherwise.</summary>
    public void AllowWarnings() => ReplaceInProject("<TreatWarningsAsErrors>true", "<TreatWarningsAsErrors>false");

    /// <summary>Copies a workflow of the repository.</summary>
    public void CopyWorkflow(string name, string file) =>
        Write(file, File.ReadAllText(Path.Combine(PackedFeed.Repository(), "workflows", name)));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
