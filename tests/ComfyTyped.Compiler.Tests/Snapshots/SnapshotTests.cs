using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Snapshots;

public class SnapshotTests
{
    [Fact]
    public void A_workflow_that_offers_what_its_snapshot_says_is_left_alone() => Assert.Empty(SnapshotRun.Of(SnapshotRun.Facts).Diagnostics);

    [Fact]
    public void Line_endings_comments_and_the_order_of_the_lines_mean_nothing()
    {
        string shuffled = "# a comment: of mine\r\n\r\n" + string.Join("\r\n", SnapshotRun.Facts.Split('\n').Reverse()) + "\r\n\r\n";

        Assert.Empty(SnapshotRun.Of(shuffled).Diagnostics);
    }

    [Fact]
    public void A_node_that_is_gone_is_told_once_at_its_line_of_the_snapshot() => Assert.Equal(
        "/src/MyApp/workflows/paint.api.txt(8,1): warning CT3001: Paint.Gone (LoadImage) is gone",
        Said(SnapshotRun.Facts.Replace("Keep: S", "Gone: LoadImage\nGone.Image: FileInput\nGone.Image2: Output<Image>\nResult.Gone: ImageOutput\nKeep: S", StringComparison.Ordinal)));

    [Fact]
    public void A_node_with_another_title_is_asked_for() => Assert.Equal(
        """
        /src/MyApp/workflows/paint.api.txt(8,1): warning CT3001: Paint.Final (SaveImage) is gone; was it renamed to Keep?
        /src/MyApp/workflows/paint.json(1,1): info CT3003: Paint has members that its snapshot does not have yet: Keep; 'dotnet build -p:ComfyUpdateApi=true' adds them
        """.ReplaceLineEndings("\n"),
        Said(SnapshotRun.Facts.Replace("Keep", "Final", StringComparison.Ordinal)));

    [Fact]
    public void An_input_that_is_gone_is_told_at_its_node() => Assert.Equal(
        "/src/MyApp/workflows/paint.json(2,24): warning CT3001: Paint.EmptyImage.Seed (ChoiceInput<Seed>) is gone",
        Said(SnapshotRun.Facts + "\nEmptyImage.Seed: ChoiceInput<Seed>"));

    [Fact]
    public void An_input_with_another_name_is_asked_for() => Assert.StartsWith(
        "/src/MyApp/workflows/paint.json(3,24): warning CT3001: Paint.Keep.Prefix (StringInput) is gone; was it renamed to Keep.FilenamePrefix?\n",
        Said(SnapshotRun.Facts.Replace("Keep.FilenamePrefix", "Keep.Prefix", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Fact]
    public void No_name_is_guessed_where_several_would_do() => Assert.Contains(
        "warning CT3001: Paint.EmptyImage.W (IntInput) is gone\n",
        Said(SnapshotRun.Facts.Replace("EmptyImage.Width", "EmptyImage.W", StringComparison.Ordinal).Replace("EmptyImage.Height", "EmptyImage.H", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Fact]
    public void Inputs_of_the_cases_of_a_dynamic_combo_are_members_too()
    {
        const string Resize = """{ "1": { "class_type": "ResizeImageMaskNode", "inputs": { "resize_type": "scale width", "resize_type.width": 1 } } }""";

        string said = SnapshotRun.Said(SnapshotRun.Of("class: MyApp.Workflows.Paint\nResizeImageMaskNode.ResizeType.Width: StringInput", Resize).Diagnostics);

        Assert.Contains("warning CT3002: Paint.ResizeImageMaskNode.ResizeType.Width was StringInput and is IntInput now", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_of_another_type_is_told_at_its_node()
    {
        Diagnostic diagnostic = Assert.Single(SnapshotRun.Of(SnapshotRun.Facts.Replace("Color: IntInput", "Color: StringInput", StringComparison.Ordinal)).Diagnostics);

        Assert.Equal("/src/MyApp/workflows/paint.json(2,24): warning CT3002: Paint.EmptyImage.Color was StringInput and is IntInput now", diagnostic.ToString());
        Assert.Equal("\"EmptyImage\"", SnapshotRun.Workflow.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void A_node_of_another_class_is_told() => Assert.Contains(
        "warning CT3002: Paint.Keep was PreviewImage and is SaveImage now",
        Said(SnapshotRun.Facts.Replace("Keep: SaveImage", "Keep: PreviewImage", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Fact]
    public void A_class_with_another_name_is_told_at_its_line() => Assert.Equal(
        "/src/MyApp/workflows/paint.api.txt(1,1): warning CT3002: The class was MyApp.Paint and is MyApp.Workflows.Paint now",
        Said(SnapshotRun.Facts.Replace("MyApp.Workflows.Paint", "MyApp.Paint", StringComparison.Ordinal)));

    [Fact]
    public void New_members_are_told_in_one_line_without_those_of_new_nodes() => Assert.Equal(
        "/src/MyApp/workflows/paint.json(1,1): info CT3003: Paint has members that its snapshot does not have yet: EmptyImage.Color, Keep; 'dotnet build -p:ComfyUpdateApi=true' adds them",
        Said(string.Join("\n", SnapshotRun.Facts.Split('\n').Where(line => !line.Contains("Keep", StringComparison.Ordinal) && !line.Contains("Color", StringComparison.Ordinal)))));

    [Fact]
    public void A_workflow_without_a_snapshot_is_told_the_command() => Assert.Equal(
        "/src/MyApp/workflows/paint.json(1,1): warning CT3004: Paint has no snapshot yet; 'dotnet build -p:ComfyUpdateApi=true' writes workflows/paint.api.txt",
        Said(null));

    [Fact]
    public void A_project_that_keeps_no_snapshots_is_not_told_and_gets_no_file()
    {
        GeneratorRun run = GeneratorRun.Of(new InMemoryFile(SnapshotRun.WorkflowPath, SnapshotRun.Workflow), new InMemoryFile(SnapshotRun.SnapshotPath, "Gone: LoadImage"));

        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Result.GeneratedSources, source => source.HintName.StartsWith("ComfyApi", StringComparison.Ordinal));
    }

    [Fact]
    public void An_update_writes_the_facts_and_where_they_belong_and_tells_nothing()
    {
        GeneratorRun run = SnapshotRun.Of([new InMemoryFile("/src/MyApp/../Shared Flows/paint.json", SnapshotRun.Workflow) { Metadata = { ["Namespace"] = "MyApp.Workflows" } }], isUpdate: true);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Complaints());
        Assert.Equal(
            "// <auto-generated/>\n//> ../Shared Flows/paint.api.txt\n//| # What C# code can rest on. Written by: dotnet build -p:ComfyUpdateApi=true\n"
                + string.Concat(SnapshotRun.Facts.ReplaceLineEndings("\n").Split('\n').Select(line => $"//| {line}\n")),
            run.Source("ComfyApi/MyApp.Workflows.Paint.g.cs"));
    }

    [Fact]
    public void A_snapshot_without_its_workflow_tells_that_the_class_is_gone() => Assert.Equal(
        "/src/MyApp/workflows/old.api.txt(2,1): warning CT3001: The class (MyApp.Workflows.Old) is gone with its workflow file",
        SaidWith(new InMemoryFile(SnapshotRun.SnapshotPath, SnapshotRun.Facts), new InMemoryFile("/src/MyApp/workflows/old.api.txt", "# old\nclass: MyApp.Workflows.Old\nKeep: SaveImage")));

    [Fact]
    public void A_snapshot_without_its_workflow_asks_for_the_one_workflow_without_snapshot() => Assert.Contains(
        "/src/MyApp/workflows/old.api.txt(1,1): warning CT3001: The class (MyApp.Workflows.Old) is gone with its workflow file; was the file renamed to paint.json?",
        SaidWith(new InMemoryFile("/src/MyApp/workflows/old.api.txt", "class: MyApp.Workflows.Old")),
        StringComparison.Ordinal);

    [Fact]
    public void A_text_without_a_class_and_the_snapshot_of_a_file_that_cannot_be_read_are_left_alone() => Assert.DoesNotContain(
        "CT3001",
        SaidWith(
            new InMemoryFile("/src/MyApp/public.api.txt", "Members: 7"),
            new InMemoryFile("/src/MyApp/broken.json", """{ "1": { "class_type": "SaveImage" """),
            new InMemoryFile("/src/MyApp/broken.api.txt", "class: MyApp.Broken")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("FileInput<CkptFile>")]
    [InlineData("FileInput")]
    public void Which_files_an_input_lists_is_no_change(string type)
    {
        const string Load = """{ "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "a.safetensors" } } }""";
        const string Catalog = """
            { "CheckpointLoaderSimple": { "input": { "required": { "ckpt_name": [["a.safetensors"]] } }, "output": ["MODEL", "CLIP", "VAE"], "name": "CheckpointLoaderSimple" } }
            """;
        InMemoryFile[] files =
        [
            new InMemoryFile(SnapshotRun.WorkflowPath, Load),
            new InMemoryFile("/src/MyApp/object_info.json", Catalog),
            new InMemoryFile(SnapshotRun.SnapshotPath, $"class: MyApp.Workflows.Paint\nCheckpointLoaderSimple: CheckpointLoaderSimple\nCheckpointLoaderSimple.CkptName: {type}"),
        ];

        Assert.DoesNotContain("CT3002", SnapshotRun.Said(SnapshotRun.Of(files, isUpdate: false).Diagnostics), StringComparison.Ordinal);
        Assert.Contains("//| CheckpointLoaderSimple.CkptName: FileInput\n", SnapshotRun.Of(files, isUpdate: true).Source("ComfyApi/MyApp.Workflows.Paint.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_members_of_a_group_are_facts()
    {
        const string Texts = """
            {
              "1": { "class_type": "CLIPTextEncode", "inputs": { "text": "a", "clip": ["9", 0] }, "_meta": { "title": "TEXT_good" } },
              "2": { "class_type": "CLIPTextEncode", "inputs": { "text": "b", "clip": ["9", 0] }, "_meta": { "title": "TEXT_bad" } }
            }
            """;

        string source = SnapshotRun.Of([new InMemoryFile(SnapshotRun.WorkflowPath, Texts)], isUpdate: true).Source("ComfyApi/MyApp.Workflows.Paint.g.cs");

        Assert.Contains("//| Text.Bad: CLIPTextEncode\n//| Text.Good: CLIPTextEncode\n", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Editing_a_value_compares_nothing_again()
    {
        var workflow = new InMemoryFile(SnapshotRun.WorkflowPath, SnapshotRun.Workflow);
        GeneratorRun run = SnapshotRun.Of([workflow, new InMemoryFile(SnapshotRun.SnapshotPath, SnapshotRun.Facts)], isUpdate: false);

        GeneratorRunResult again = run.Rerun(driver => driver.ReplaceAdditionalText(
            workflow, new InMemoryFile(SnapshotRun.WorkflowPath, SnapshotRun.Workflow.Replace("64", "128", StringComparison.Ordinal))));

        Assert.All(
            again.TrackedSteps[Pipeline.StepNames.Apis].SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Unchanged, output.Reason));
    }

    [Fact]
    public void A_place_moves_with_the_text_of_the_workflow()
    {
        string snapshot = SnapshotRun.Facts.Replace("Color: IntInput", "Color: StringInput", StringComparison.Ordinal);
        var workflow = new InMemoryFile(SnapshotRun.WorkflowPath, SnapshotRun.Workflow);
        GeneratorRun run = SnapshotRun.Of([workflow, new InMemoryFile(SnapshotRun.SnapshotPath, snapshot)], isUpdate: false);

        GeneratorRunResult again = run.Rerun(driver => driver.ReplaceAdditionalText(workflow, new InMemoryFile(SnapshotRun.WorkflowPath, "\n\n" + SnapshotRun.Workflow)));

        Assert.Equal(new LinePosition(3, 23), Assert.Single(again.Diagnostics).Location.GetLineSpan().StartLinePosition);
    }

    private static string SaidWith(params InMemoryFile[] others) => SnapshotRun.Said(
        SnapshotRun.Of([new InMemoryFile(SnapshotRun.WorkflowPath, SnapshotRun.Workflow), .. others], isUpdate: false).Diagnostics);

    private static string Said(string? snapshot) => SnapshotRun.Said(SnapshotRun.Of(snapshot).Diagnostics);
}
