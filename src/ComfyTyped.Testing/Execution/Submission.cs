using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>The body of <c>POST /prompt</c>.</summary>
internal sealed class Submission
{
    /// <summary>Members of <c>extra_data</c> that are passed to nodes only and shown to nobody.</summary>
    private static readonly string[] Secrets = ["api_key_comfy_org", "auth_token_comfy_org"];

    private readonly JsonElement _body;

    private Submission(JsonElement body, PromptNumber number, string promptId)
    {
        _body = body;
        Number = number;
        PromptId = promptId;
    }

    /// <summary>The prompt, or <c>null</c> when there is none.</summary>
    public JsonElement? Prompt => Member("prompt");

    /// <summary>The priority; lower runs first.</summary>
    public PromptNumber Number { get; }

    /// <summary>The client's id, or a new one.</summary>
    public string PromptId { get; }

    /// <summary>Whether the id is one that a server takes which insists on UUIDs.</summary>
    public bool HasCanonicalId => Guid.TryParseExact(PromptId, "D", out Guid id) && id.ToString("D") == PromptId;

    /// <summary>The outputs that are wanted, or <c>null</c> for all.</summary>
    public IReadOnlySet<string>? Targets => Member("partial_execution_targets") is { ValueKind: JsonValueKind.Array } targets
        ? targets.EnumerateArray().Select(target => PythonText.Str(target)).ToHashSet(StringComparer.Ordinal)
        : null;

    /// <param name="body">The body.</param>
    /// <param name="version">The release, which decides whose the id is.</param>
    /// <param name="nextNumber">Takes the server's next number, also for prompts that will be rejected.</param>
    /// <exception cref="FormatException">The body is of a kind that makes ComfyUI answer 500.</exception>
    public static Submission Read(JsonElement body, ComfyVersion version, Func<long> nextNumber)
    {
        if (body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String))
            throw new FormatException("The body has no members.");
        string promptId = GivenId(body, version) ?? NewId();
        if (Member(body, "number") is { } number)
            return new Submission(body, new PromptNumber(ToDouble(number), IsGiven: true), promptId);
        long next = nextNumber();
        bool front = Member(body, "front") is { } value && PythonValue.IsTrue(value);
        return new Submission(body, new PromptNumber(front ? -next : next, IsGiven: false), promptId);
    }

    /// <summary>Comfy Cloud chooses id and place itself.</summary>
    public static Submission ReadForCloud(JsonElement body, Func<long> nextNumber) =>
        new(body, new PromptNumber(nextNumber(), IsGiven: false), NewId());

    /// <summary>The <c>extra_data</c> as queue and history show it.</summary>
    public JsonElement ExtraData(ComfyVersion version, TimeProvider time)
    {
        JsonObject extraData = Member("extra_data") is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        if (Member("client_id") is { } clientId)
            extraData["client_id"] = JsonNode.Parse(clientId.GetRawText());
        foreach (string secret in Secrets)
            extraData.Remove(secret);
        if (version.StampsCreateTime)
            extraData["create_time"] = time.GetUtcNow().ToUnixTimeMilliseconds();
        return JsonSerializer.SerializeToElement(extraData);
    }

    /// <summary>The socket that gets the events. An empty id is one that no socket has; no id means everybody.</summary>
    public static string? ClientIdOf(JsonElement extraData) =>
        extraData.TryGetProperty("client_id", out JsonElement id) && id.ValueKind != JsonValueKind.Null ? PythonText.Str(id) : null;

    private static string NewId() => Guid.NewGuid().ToString("D");

    /// <summary>The client's id, where the release heeds one. Before the server insists on UUIDs, a <c>null</c> becomes the text "None".</summary>
    private static string? GivenId(JsonElement body, ComfyVersion version) =>
        version.KeepsPromptIds && Member(body, "prompt_id") is { } id && !(version.InsistsOnUuids && id.ValueKind == JsonValueKind.Null) ? PythonText.Str(id) : null;

    private JsonElement? Member(string name) => Member(_body, name);

    /// <summary>A member; a body that is a list or a text has none, and Python does not mind.</summary>
    private static JsonElement? Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out JsonElement value) ? value : null;

    private static double ToDouble(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Number => number.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => double.Parse(number.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => throw new FormatException("The number is no number."),
    };
}
