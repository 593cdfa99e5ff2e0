using System.Collections.Concurrent;

namespace ComfyTyped.Architecture.Tests;

/// <summary>A project is a house: each floor stands on those below it.</summary>
public class FloorTests
{
    /// <summary>The most files that a folder holds without being hard to survey.</summary>
    private const int LargestFolder = 25;

    /// <summary>Files that refer to each other in a circle can only be understood together. A workflow, its nodes and its inputs are the largest such circle.</summary>
    private const int LargestCircle = 20;

    private static readonly ConcurrentDictionary<string, SourceGraph> Graphs = new();

    public static TheoryData<string> Projects => [.. Floors.Of.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_name_is_resolved(string project) => Assert.Empty(GraphOf(project).Unresolved);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_is_a_floor(string project) =>
        Assert.Equal(Floors.Of[project].Order(), GraphOf(project).Files.Select(Reference.FolderOf).Distinct().Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_reference_points_upwards(string project)
    {
        string[] floors = Floors.Of[project];

        IEnumerable<Reference> upwards = GraphOf(project).References
            .Where(reference => Array.IndexOf(floors, reference.FromFolder) < Array.IndexOf(floors, reference.ToFolder));

        Assert.Empty(upwards);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_is_too_large(string project) =>
        Assert.DoesNotContain(GraphOf(project).Files.CountBy(Reference.FolderOf), folder => folder.Value > LargestFolder);

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_circle_of_files_is_too_large(string project) => Assert.DoesNotContain(
        SourceGraph.CirclesOf(GraphOf(project).References.Select(reference => (reference.From, reference.To))),
        circle => circle.Count > LargestCircle);

    [Theory]
    [InlineData("ComfyTyped")]
    [InlineData("ComfyTyped.AspNetCore")]
    [InlineData("ComfyTyped.Compiler")]
    [InlineData("ComfyTyped.Testing")]
    public void The_page_tells_the_same_order(string project)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Documentation, "contributing", "architecture.md")).ReplaceLineEndings("\n");
        string section = page.Split($"\n## {project}\n")[1].Split("\n## ")[0];
        IEnumerable<string> stages = section.Split('\n').Skip(3).Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Trim(' ', '`'));

        Assert.Equal(Floors.Of[project].Select(floor => floor.Length == 0 ? "root" : floor.Split('/')[0]).Distinct(), stages);
    }

    [Fact]
    public void A_circle_is_found_and_a_way_back_is_none_without_it()
    {
        IReadOnlyList<IReadOnlyList<string>> circles = SourceGraph.CirclesOf([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("e", "e")]);

        Assert.Equal(["b", "c"], Assert.Single(circles));
    }

    [Fact]
    public void The_graph_knows_types_members_and_extensions_of_other_files()
    {
        IReadOnlyList<Reference> references = GraphOf("ComfyTyped").References;

        // ComfyClient : IComfyClient, RunAsync of an extension's client, and a static member.
        Assert.Contains(references, reference => reference is { From: "Client/ComfyClient.cs", To: "Client/IComfyClient.cs", Symbol: "IComfyClient" });
        Assert.Contains(references, reference => reference is { From: "Client/ComfyClientExtensions.cs", To: "Client/IComfyClient.cs", Symbol: "IComfyClient.RunAsync" });
        Assert.Contains(references, reference => reference is { To: "Primitives/Json/TolerantReading.cs" });
    }

    private static SourceGraph GraphOf(string project) => Graphs.GetOrAdd(project, SourceGraph.Read);
}
