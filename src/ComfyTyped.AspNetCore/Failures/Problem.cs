using System.Text.Json;

namespace ComfyTyped.AspNetCore.Failures;

/// <summary>Why a request was not served, as RFC 9457 has it. All of it is meant for the caller: nothing of the server's address, credentials or folders.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">What kind it is, within <c>urn:comfytyped:</c>.</param>
/// <param name="Title">What it is.</param>
/// <param name="Detail">What to do.</param>
internal sealed record Problem(int Status, string Type, string Title, string Detail)
{
    /// <summary>What is wrong with each input, by its place in the settings.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The node that failed.</summary>
    public string? Node { get; init; }

    /// <summary>After how many seconds it is worth another try.</summary>
    public int? RetryAfter { get; init; }

    public static Problem UnsupportedBody { get; } = new(415, "unsupported-body", "The body is neither JSON nor a form.", "Send the settings as application/json, or as the part 'settings' of multipart/form-data with files beside it.");

    public static Problem NotAcceptable { get; } = new(406, "not-acceptable", "There is no answer of the kind that Accept asks for.", "Accept application/json, text/event-stream, or an image such as image/png.");

    public static Problem NoImage { get; } = new(406, "no-image", "The workflow made no image.", "Accept application/json for the files that it made.");

    public static Problem CrossSite { get; } = new(403, "cross-site", "Pages of other sites cannot use this.", "The application has to name the origin of the page among those that it allows.");

    public static Problem NoOwner { get; } = new(403, "no-owner", "It is not known who you are.", "Sign in.");

    public static Problem UnknownRun { get; } = new(404, "unknown-run", "There is no such run.", "It was deleted, ended too long ago, or belongs to another instance of the application.");

    public static Problem UnknownFile { get; } = new(404, "unknown-file", "There is no such file.", "The link is too old or was cut, or the file was deleted.");

    public static Problem Cancelled { get; } = new(499, "cancelled", "The run was cancelled.", "Start another one.");

    public static Problem Busy { get; } = new(429, "busy", "Too many runs are under way.", "Try again later.") { RetryAfter = 5 };

    public static Problem NoRoom { get; } = new(503, "busy", "Too much is being sent at the same time.", "Try again later.") { RetryAfter = 5 };

    public static Problem Unexpected { get; } = new(500, "unexpected", "Something went wrong that should not.", "The log of the application tells more.");

    public static Problem Misfit { get; } = new(502, "misfit", "The server does not accept the workflow.", "This is not about the settings; the log of the application tells more.");

    public static Problem Refused { get; } = new(502, "server-failed", "The image server answered with a failure.", "Try again; the log of the application tells more.");

    public static Problem Lost { get; } = new(502, "run-lost", "The image server lost the run.", "Start it again.");

    public static Problem Interrupted { get; } = new(503, "interrupted", "The run was interrupted on the image server.", "Start it again.");

    public static Problem Unreachable { get; } = new(503, "server-unreachable", "The image server cannot be reached.", "Try again later.") { RetryAfter = 10 };

    public static Problem TimedOut { get; } = new(504, "timeout", "The run took too long.", "Try again when less is to do, or with less work: a smaller picture, fewer steps.");

    public static Problem SlowUpload { get; } = new(504, "timeout", "The image server did not take the files in time.", "Try again later, or with smaller files.");

    public static Problem NoUploads { get; } = new(501, "no-uploads", "Files cannot be uploaded here.", "The client of the application has no single server to upload to.");

    public static Problem TooLarge(long limit) => new(413, "too-large", "The body is too large.", $"Send at most {limit} bytes.");

    public static Problem TooLongSettings(int limit) => new(413, "too-large", "The settings are too long.", $"Send at most {limit} bytes beside the files.");

    public static Problem NoForm { get; } = new(400, "invalid-body", "The form cannot be read.", "Send multipart/form-data in which each part has a name.");

    public static Problem SlowBody(TimeSpan limit) => new(408, "too-slow", "The body did not arrive in time.", $"Send it within {limit.TotalSeconds:0.#} s.");

    public static Problem TooManyNames(int limit) => new(400, "invalid-body", "The body holds more names than the workflow has inputs.", $"Send at most {limit}.");

    public static Problem TooLongName(int limit) => new(400, "invalid-body", "The body holds a name that is too long.", $"Send names of at most {limit} bytes.");

    public static Problem NamedTwice(string name) => new(400, "invalid-body", $"'{Text.Cut(name, 100)}' is there twice.", "Send each name once, whatever its case.");

    // The parser's own text quotes the body, which need not come back.
    public static Problem NoJson(JsonException exception) => new(400, "invalid-body", "The body is no JSON.", exception.LineNumber is { } line
        ? $"Line {line + 1}, byte {exception.BytePositionInLine + 1} is not what JSON has there."
        : "It cannot be read.");

    public static Problem NoObject(JsonValueKind kind) => new(400, "invalid-body", "The body is no JSON object.", $"Send an object of nodes and their inputs, not {kind}. GET schema, below this address, describes it.");

    public static Problem InvalidInput(IReadOnlyDictionary<string, IReadOnlyList<string>> errors, bool isCut) => new(
        400,
        "invalid-input",
        errors.Count == 1 ? "An input cannot be used." : "Some inputs cannot be used.",
        isCut ? "'errors' tells the first of them, and why. Nothing was run." : "'errors' tells which, and why. Nothing was run.")
    {
        Errors = errors,
    };

    public static Problem NodeFailed(NodeFailedException failure, bool showsDetails)
    {
        string node = failure.Node?.ToString() ?? failure.NodeType ?? "a node";
        string detail = failure.IsOutOfMemory
            ? "The memory of the GPU does not suffice. Try a smaller picture or batch."
            : "Other settings may help; the log of the application tells more.";
        return new(422, failure.IsOutOfMemory ? "out-of-memory" : "node-failed", $"The run failed at {node}.", showsDetails ? Text.Cut($"{failure.ExceptionType}: {failure.ExceptionMessage.Trim()}", 2000) : detail)
        {
            Node = node,
        };
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "urn:comfytyped:" + Type);
        writer.WriteString("title"u8, Title);
        writer.WriteNumber("status"u8, Status);
        writer.WriteString("detail"u8, Detail);
        if (Node is not null)
            writer.WriteString("node"u8, Node);
        if (Errors.Count > 0)
            WriteErrors(writer);
        writer.WriteEndObject();
    }

    private void WriteErrors(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("errors"u8);
        foreach ((string path, IReadOnlyList<string> messages) in Errors)
        {
            writer.WriteStartArray(path);
            foreach (string message in messages)
                writer.WriteStringValue(message);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
