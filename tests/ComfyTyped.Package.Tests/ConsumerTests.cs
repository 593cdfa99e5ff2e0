namespace ComfyTyped.Package.Tests;

public sealed class ConsumerTests(PackedFeed feed)
{
    [Fact]
    public async Task A_project_outside_the_repository_gets_its_classes_and_runs_them()
    {
        using var project = new ConsumerProject(feed);

        string output = await DotNet.RunAsync(project.Folder, "run");

        Assert.Contains("executed 1", output, StringComparison.Ordinal);
        Assert.Contains("progress 1, seed True, png True", output, StringComparison.Ordinal);
        Assert.Contains("enlarged 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_matches_nothing_is_told_in_the_build()
    {
        using var project = new ConsumerProject(feed);
        project.AllowWarnings();
        project.ReplaceInProject("workflows/text_to_image.json", "flows/*.json");
        project.ReplaceInProject("<ComfyWorkflow", "<None");
        project.Write("Program.cs", "return 0;");

        string output = await DotNet.RunAsync(project.Folder, "build");

        Assert.Contains("warning CT0001: No JSON file is among the AdditionalFiles", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_warns_at_call_sites_and_of_nothing_else()
    {
        using var project = new ConsumerProject(feed);
        project.AllowWarnings();
        project.Replace("Program.cs", "Steps = 3", "Steps = 0");

        string output = await DotNet.RunAsync(project.Folder, "build");

        IEnumerable<string> warnings = output.Split('\n').Where(line => line.Contains("warning", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal));
        Assert.NotEmpty(warnings);
        Assert.All(warnings, line => Assert.Contains("Program.cs(12,46): warning CT2001: Steps = 0 is below the minimum of KSampler.steps, 1", line, StringComparison.Ordinal));
    }
}
