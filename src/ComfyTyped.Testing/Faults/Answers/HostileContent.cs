using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing;

/// <summary>What a client must survive to be told: for <see cref="RenameOutputs"/>, <see cref="RewriteMessage"/>, <see cref="RewriteAnswer"/> and <see cref="RewriteOutput"/>.</summary>
public static class HostileContent
{
    /// <summary>Gets file names that leave their folder, are devices, end early, are too long, or are hard to write: one of each kind.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
    [
        "../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "/etc/passwd",
        "C:\\x",
        "C:x",
        "\\\\host\\share\\x",
        "..",
        ".",
        "",
        " ",
        "picture.png\0.exe",
        "con",
        "NUL.png",
        "picture.png:stream",
        "a\r\nSet-Cookie: x=1",
        "<script>alert(1)</script>.png",
        "%2e%2e%2fpasswd",
        "picture\u202Egnp.exe",
        "😀👩‍👩‍👧‍👦.png",
        "e\u0301tude.png",
        "picture?&#=+.png",
        new string('a', 5000) + ".png",
    ];

    /// <summary>Lists within lists, which a recursive reader runs out of stack on.</summary>
    /// <param name="depth">How many. Default: 100,000.</param>
    /// <returns>The JSON.</returns>
    public static string DeepJson(int depth = 100_000) => new string('[', depth) + new string(']', depth);

    /// <summary>The same JSON, and beside its members one whose text is huge. What is not an object becomes the text alone.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="length">The length of the text. Default: 10 million.</param>
    /// <returns>The JSON.</returns>
    public static string HugeText(string json, int length = 10_000_000) =>
        json.TrimStart().StartsWith('{')
            ? $"{json.TrimEnd()[..^1]}{(json.Contains(':', StringComparison.Ordinal) ? "," : "")}\"huge\":\"{new string('x', length)}\"}}"
            : $"\"{new string('x', length)}\"";

    /// <summary>The same JSON, with every value of another type: texts for numbers, numbers for texts, texts for lists. An event keeps its <c>type</c>.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The JSON.</returns>
    public static string WrongTypes(string json)
    {
        JsonNode? root = JsonNode.Parse(json);
        JsonNode? type = root is JsonObject whole ? whole["type"]?.DeepClone() : null;
        JsonNode? wrong = Wrong(root);
        if (type is not null && wrong is JsonObject result)
            result["type"] = type;
        return wrong?.ToJsonString() ?? "null";
    }

    private static JsonNode? Wrong(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Wrong(member.Value)))),
        JsonArray => "a text",
        null => 1,
        _ => value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? "a text" : 1,
    };
}
