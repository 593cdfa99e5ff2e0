using System.Runtime.CompilerServices;
using System.Text.Json;
using ComfyTyped.Compiler.Tests.Generator;

namespace ComfyTyped.Compiler.Tests.Rules;

/// <summary>The prompts that were sent to real servers, and how those answered.</summary>
internal static class Recordings
{
    public static readonly string[] Versions = ["0.3.64", "0.8.0"];

    /// <summary>The scenarios in which a server rejected the only prompt as invalid.</summary>
    public static IEnumerable<string> Invalid(string version) => Scenarios(version).Where(name => name.StartsWith("invalid_", StringComparison.Ordinal));

    /// <summary>The scenarios in which no prompt was rejected.</summary>
    public static IEnumerable<string> Valid(string version) => Scenarios(version)
        .Where(name => Posts(version, name) is { Count: > 0 } posts && posts.TrueForAll(post => post.IsAccepted));

    /// <summary>The prompts of a scenario as files of a project.</summary>
    public static IReadOnlyList<InMemoryFile> Prompts(string version, string scenario) =>
        [.. Posts(version, scenario).Select((post, index) => new InMemoryFile($"/src/MyApp/workflows/{scenario}_{index}.json", post.Prompt)
        {
            Metadata = { ["ComfyKind"] = "workflow" },
        })];

    /// <summary>What the server of the recordings answered to <c>/object_info</c>, cut down to the classes in use.</summary>
    public static InMemoryFile Catalog(string version) =>
        new("/src/MyApp/object_info.json", File.ReadAllText(Path.Combine(Folder(), "Fixtures", $"object_info-{version}.json")));

    private static IEnumerable<string> Scenarios(string version) => Directory.EnumerateFiles(RecordingFolder(version), "*.jsonl")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    private static List<(string Prompt, bool IsAccepted)> Posts(string version, string scenario)
    {
        var posts = new List<(string Prompt, bool IsAccepted)>();
        foreach (string line in File.ReadLines(Path.Combine(RecordingFolder(version), scenario + ".jsonl")))
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            if (entry.RootElement.TryGetProperty("request", out JsonElement request)
                && request.ValueKind == JsonValueKind.Object
                && request.TryGetProperty("prompt", out JsonElement prompt)
                && prompt.ValueKind == JsonValueKind.Object)
            {
                posts.Add((prompt.GetRawText(), entry.RootElement.GetProperty("status").GetInt32() == 200 && !HasNodeErrors(entry.RootElement)));
            }
        }

        return posts;
    }

    private static bool HasNodeErrors(JsonElement entry) =>
        entry.GetProperty("response").GetProperty("json").GetProperty("node_errors").EnumerateObject().Any();

    /// <summary>The recordings are fixtures of the local server's tests.</summary>
    private static string RecordingFolder(string version) =>
        Path.Combine(Folder(), "..", "..", "Fixtures", "recordings", version);

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
