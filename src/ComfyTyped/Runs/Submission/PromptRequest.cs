using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ComfyTyped.Graph;
using ComfyTyped.Options;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// The body of <c>POST /prompt</c>, or the message of the socket that it is the data of. The prompt is written when the request is made, so that
/// the caller may change the workflow at once; the socket's id, not known by then, comes last.
/// </summary>
internal sealed class PromptRequest
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly bool _isMessage;
    private int? _promptIdAt;
    private int? _clientIdAt;

    /// <param name="writePrompt">Writes the prompt, and tells its seeds and files.</param>
    /// <param name="promptId">The id of the run.</param>
    /// <param name="options">The options of the client that sends it.</param>
    /// <param name="queueing">How it is queued.</param>
    public PromptRequest(Func<Utf8JsonWriter, PromptNotes> writePrompt, string promptId, ComfyClientOptions options, RunOptions queueing)
    {
        _isMessage = options.SubmissionMode == SubmissionMode.Socket;
        if (_isMessage)
            Append("{\"type\":\"execute\",\"data\":"u8);
        int start = Body.Length;
        using var writer = new Utf8JsonWriter(Body, Options);
        writer.WriteStartObject();
        writer.WritePropertyName("prompt"u8);
        PromptNotes notes = writePrompt(writer);
        Seeds = notes.Seeds;
        Files = notes.Files;
        Submitting = queueing.Submitting;
        if (ServerDialect.Of(options.Dialect).HeedsPromptIds)
        {
            writer.WriteString("prompt_id"u8, promptId);
            // The id and the quotation mark behind it are the last so far.
            _promptIdAt = start + (int)(writer.BytesCommitted + writer.BytesPending) - promptId.Length - 1;
        }
        if (queueing.Number is { } number)
            writer.WriteNumber("number"u8, number);
        if (queueing.Front)
            writer.WriteBoolean("front"u8, true);
        if (options.ApiKey is not null || options.PreviewMethod is not null)
            WriteExtraData(writer, options);
    }

    public PooledBuffer Body { get; } = new();

    public IReadOnlyList<UsedSeed> Seeds { get; }

    /// <summary>Gets the files whose names depend on the server.</summary>
    public IReadOnlyList<FileUse> Files { get; }

    /// <summary>Gets what hears the handle of the run before it is sent.</summary>
    public Action<RunHandle>? Submitting { get; }

    /// <summary>Puts the name of a file in its place, unless that was done before.</summary>
    /// <param name="file">The file.</param>
    /// <param name="inputName">The name that the server knows it by.</param>
    public void Name(FileUse file, string inputName)
    {
        int place = Body.Span.IndexOf(Encoding.ASCII.GetBytes(file.Mark));
        if (place < 0)
            return;
        byte[] rest = Body.Span[(place + file.Mark.Length)..].ToArray();
        Body.Truncate(place);
        ReadOnlySpan<byte> name = JsonEncodedText.Encode(inputName, Options.Encoder).EncodedUtf8Bytes;
        Append(name);
        Append(rest);
        // The prompt stands before its id.
        _promptIdAt += name.Length - file.Mark.Length;
    }

    /// <param name="clientId">The socket's id: letters, digits and hyphens.</param>
    public void Complete(string clientId)
    {
        _clientIdAt ??= Body.Length;
        Body.Truncate(_clientIdAt.Value);
        Append(",\"client_id\":\""u8);
        foreach (char letter in clientId)
            Append([(byte)letter]);
        Append(_isMessage ? "\"}}"u8 : "\"}"u8);
    }

    /// <summary>Makes it a request for another run of the same workflow, with the same seeds.</summary>
    /// <param name="promptId">The id of that run, as long as the one before.</param>
    public void Renew(string promptId)
    {
        if (_promptIdAt is { } at)
            Encoding.ASCII.GetBytes(promptId, Body.GetWritten(at, promptId.Length));
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
