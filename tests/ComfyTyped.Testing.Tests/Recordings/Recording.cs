using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>A recorded exchange with a real server: its lines in order of time.</summary>
internal sealed record Recording(string Version, string Scenario, IReadOnlyList<JsonObject> Lines)
{
    /// <summary>No node of the local server replaces itself by a graph.</summary>
    private const string NotMatched = "subgraph_expansion";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "recordings");

    public static Recording Load(string version, string scenario) => new(
        version,
        scenario,
        [.. File.ReadLines(Path.Combine(Folder, version, $"{scenario}.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())]);

    public static IEnumerable<(string Version, string Scenario)> All() =>
        from folder in Directory.EnumerateDirectories(Folder).Order(StringComparer.Ordinal)
        from file in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)
        where Path.GetFileNameWithoutExtension(file) != NotMatched
        select (Path.GetFileName(folder), Path.GetFileNameWithoutExtension(file));
}
