namespace ComfyTyped.Package.Tests;

public sealed class SnapshotTests(PackedFeed feed)
{
    [Fact]
    public async Task A_project_that_keeps_snapshots_is_told_what_a_new_export_took_away()
    {
        const string Workflow = "workflows/more of them/lora_chain.json";
        using var project = new ConsumerProject(feed, "comfytyped consumer-");
        project.ReplaceInProject("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "<ComfyApiSnapshots>true</ComfyApiSnapshots>");
        project.ReplaceInProject("workflows/text_to_image.json", "workflows/**/*.json");
        project.Write("Program.cs", "return 0;");
        project.CopyWorkflow("lora_chain.json", Workflow);

        string first = await DotNet.RunAsync(project.Folder, "build");
        Assert.Contains("warning CT3004: LoraChain has no snapshot yet", first, StringComparison.Ordinal);

        await DotNet.RunAsync(project.Folder, "build", "-p:ComfyUpdateApi=true");
        string snapshot = project.PathOf(Path.ChangeExtension(Workflow, ".api.txt"));
        Assert.Contains("Style: LoraLoader", await File.ReadAllLinesAsync(snapshot, TestContext.Current.CancellationToken));
        Assert.Equal(3, Directory.GetFiles(project.Folder, "*.api.txt", SearchOption.AllDirectories).Length);
        Assert.DoesNotContain("CT300", await DotNet.RunAsync(project.Folder, "build"), StringComparison.Ordinal);

        project.Replace(Workflow, "\"Style\"", "\"Look\"");
        string broken = await DotNet.RunAsync(project.Folder, "build");

        Assert.Contains("lora_chain.api.txt(", broken, StringComparison.Ordinal);
        Assert.Contains("warning CT3001: LoraChain.Style (LoraLoader) is gone; was it renamed to Look?", broken, StringComparison.Ordinal);

        File.Move(project.PathOf(Workflow), project.PathOf("workflows/more of them/lora_row.json"));
        string renamed = await DotNet.RunAsync(project.Folder, "build");

        Assert.Contains("lora_chain.api.txt(2,1): warning CT3001: The class (", renamed, StringComparison.Ordinal);
        Assert.Contains("is gone with its workflow file; was the file renamed to lora_row.json?", renamed, StringComparison.Ordinal);
    }
}
