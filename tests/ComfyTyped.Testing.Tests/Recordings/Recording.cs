using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>A recorded exchange with a real server: its lines in order of time.</summary>
internal sealed record Recording(string Version, string Scenario, IReadOnlyList<JsonObject> Lines)
{
    /// <summary>No node of the local server replaces itself by a graph.</summary>
    private const string NotMatched = "subgraph_expansion";

    /// <summary>Whether the queue is changed by requests while a prompt runs.</summary>
    public bool ChangesBusyQueue => Lines.Count(line => (string?)line["method"] == "POST" && (string?)line["path"] is "/prompt" or "/queue") > 1;

    /// <summary>The model files that the recorded server listed, by folder.</summary>
    public IEnumerable<(string Folder, string[] Files)> Models =>
        from line in Lines
        let path = (string?)line["path"]
        where path?.StartsWith("/models/", StringComparison.Ordinal) == true && line["response"]?["json"] is JsonArray { Count: > 0 }
        select (path["/models/".Length..], line["response"]!["json"]!.AsArray().Select(name => (string)name!).ToArray());

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
