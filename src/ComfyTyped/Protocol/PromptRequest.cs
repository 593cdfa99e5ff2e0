using System.Text.Encodings.Web;
using System.Text.Json;
using ComfyTyped.Connection;
using ComfyTyped.Dialects;

namespace ComfyTyped.Protocol;

/// <summary>
/// The body of <c>POST /prompt</c>, or the message of the socket that it is the data of. The workflow is written when the request is made, so that the caller may change it at once; the
/// socket's id, not known by then, comes last.
/// </summary>
internal sealed class PromptRequest
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly bool _isMessage;

    public PromptRequest(ComfyWorkflow workflow, string promptId, ComfyClientOptions options, RunOptions queueing)
    {
        _isMessage = options.SubmissionMode == SubmissionMode.Socket;
        if (_isMessage)
            Append("{\"type\":\"execute\",\"data\":"u8);
        using var writer = new Utf8JsonWriter(Body, Options);
        writer.WriteStartObject();
        writer.WritePropertyName("prompt"u8);
        Seeds = workflow.WritePrompt(writer);
        if (ServerDialect.Of(options.Dialect).HeedsPromptIds)
            writer.WriteString("prompt_id"u8, promptId);
        if (queueing.Number is { } number)
            writer.WriteNumber("number"u8, number);
        if (queueing.Front)
            writer.WriteBoolean("front"u8, true);
        if (options.ApiKey is not null || options.PreviewMethod is not null)
            WriteExtraData(writer, options);
    }

    public PooledBuffer Body { get; } = new();

    public IReadOnlyList<UsedSeed> Seeds { get; }

    /// <param name="clientId">The socket's id: letters, digits and hyphens.</param>
    public void Complete(string clientId)
    {
        Append(",\"client_id\":\""u8);
        foreach (char letter in clientId)
            Append([(byte)letter]);
        Append(_isMessage ? "\"}}"u8 : "\"}"u8);
    }

    private void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Body.GetSpan(utf8.Length));
        Body.Advance(utf8.Length);
    }

    private static void WriteExtraData(Utf8JsonWriter writer, ComfyClientOptions options)
    {
        writer.WriteStartObject("extra_data"u8);
        if (options.ApiKey is { } key)
            writer.WriteString("api_key_comfy_org"u8, key);
        if (options.PreviewMethod is { } method)
            writer.WriteString("preview_method"u8, ToWire(method));
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> ToWire(PreviewMethod method) => method switch
    {
        PreviewMethod.None => "none"u8,
        PreviewMethod.Auto => "auto"u8,
        PreviewMethod.Latent2Rgb => "latent2rgb"u8,
        PreviewMethod.Taesd => "taesd"u8,
        _ => "default"u8,
    };
}
