using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ComfyTyped.Graph;
using ComfyTyped.Options;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// The body of <c>POST /prompt</c>, or the message of the socket that it is the data of. The prompt is written when the request is made, so that the caller may
/// change the workflow at once. What is known only later, which is where files are stored and which ids are used, is added each time that it is sent.
/// </summary>
internal sealed class PromptRequest
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>How many bytes the members beside the prompt usually have.</summary>
    private const int MembersLength = 256;

    private readonly PooledBuffer _prompt = new();
    private readonly ComfyClientOptions _options;
    private readonly RunOptions _queueing;
    private Dictionary<FileUse, string>? _names;
    private PooledBuffer? _body;

    /// <param name="writePrompt">Writes the prompt, and tells its seeds and files.</param>
    /// <param name="options">The options of the client that sends it.</param>
    /// <param name="queueing">How it is queued.</param>
    public PromptRequest(Func<Utf8JsonWriter, PromptNotes> writePrompt, ComfyClientOptions options, RunOptions queueing)
    {
        _options = options;
        _queueing = queueing;
        using var writer = new Utf8JsonWriter(_prompt, Options);
        PromptNotes notes = writePrompt(writer);
        Seeds = notes.Seeds;
        Files = notes.Files;
    }

    /// <summary>Gets what is sent; empty before <see cref="WriteBody"/>.</summary>
    public ReadOnlyMemory<byte> Body => _body?.Memory ?? default;

    public IReadOnlyList<UsedSeed> Seeds { get; }

    /// <summary>Gets the files whose names depend on the server.</summary>
    public IReadOnlyList<FileUse> Files { get; }

    /// <summary>Gets what hears the handle of the run before it is sent.</summary>
    public Action<RunHandle>? Submitting => _queueing.Submitting;

    /// <summary>Sets the name that the server knows a file by.</summary>
    public void SetName(FileUse file, string inputName) => (_names ??= [])[file] = inputName;

    /// <summary>Writes a new <see cref="Body"/>. The one before is left alone: a request that was given up may still be reading it.</summary>
    /// <param name="promptId">The id of the run.</param>
    /// <param name="clientId">The id of its socket.</param>
    public void WriteBody(string promptId, string clientId)
    {
        bool isMessage = _options.SubmissionMode == SubmissionMode.Socket;
        var body = new PooledBuffer(_prompt.Length + MembersLength);
        using (var writer = new Utf8JsonWriter(body, Options))
        {
            writer.WriteStartObject();
            if (isMessage)
            {
                writer.WriteString("type"u8, "execute"u8);
                writer.WriteStartObject("data"u8);
            }
            WriteMembers(writer, promptId, clientId);
            if (isMessage)
                writer.WriteEndObject();
            writer.WriteEndObject();
        }
        _body = body;
    }

    /// <summary>Gives the memory back once the body was surely sent.</summary>
    /// <param name="isSentAgain">Whether the prompt may be sent once more.</param>
    public void Release(bool isSentAgain)
    {
        _body?.Dispose();
        _body = null;
        if (!isSentAgain)
            _prompt.Dispose();
    }

    private void WriteMembers(Utf8JsonWriter writer, string promptId, string clientId)
    {
        writer.WritePropertyName("prompt"u8);
        WritePrompt(writer);
        if (ServerDialect.Of(_options.Dialect).HeedsPromptIds)
            writer.WriteString("prompt_id"u8, promptId);
        if (_queueing.Number is { } number)
            writer.WriteNumber("number"u8, number);
        if (_queueing.Front)
            writer.WriteBoolean("front"u8, true);
        if (_options.ApiKey is not null || _options.PreviewMethod is not null)
            WriteExtraData(writer, _options);
        writer.WriteString("client_id"u8, clientId);
    }

    /// <summary>Writes the prompt with the names of files in the place of their marks.</summary>
    private void WritePrompt(Utf8JsonWriter writer)
    {
        if (_names is null)
        {
            writer.WriteRawValue(_prompt.Span, skipInputValidation: true);
            return;
        }
        using var named = new PooledBuffer(_prompt.Length);
        ReadOnlySpan<byte> rest = _prompt.Span;
        foreach ((int at, FileUse file) in Files.Select(file => (At: _prompt.Span.IndexOf(Encoding.ASCII.GetBytes(file.Mark)), file)).OrderBy(place => place.At))
        {
            if (at < 0 || !_names.TryGetValue(file, out string? name))
                continue;
            int before = at - (_prompt.Length - rest.Length);
            named.Write(rest[..before]);
            named.Write(JsonEncodedText.Encode(name, Options.Encoder).EncodedUtf8Bytes);
            rest = rest[(before + file.Mark.Length)..];
        }
        named.Write(rest);
        writer.WriteRawValue(named.Span, skipInputValidation: true);
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
