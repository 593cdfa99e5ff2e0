using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Options;

/// <summary>All that another process needs to follow a run. Its text is <c>comfyrun.1.{JSON}.{checksum}</c>, both in Base64 that fits into URLs.</summary>
/// <param name="PromptId">The id of the run.</param>
/// <param name="ClientId">The id of the socket that its events are addressed to.</param>
/// <param name="Server">The address of the server, without credentials.</param>
/// <param name="Workflow">The full name of the class of its workflow.</param>
/// <param name="Seeds">The seeds that it was sent with.</param>
internal sealed record RunHandle(string PromptId, string ClientId, string Server, string Workflow, IReadOnlyList<UsedSeed> Seeds)
{
    private const string Kind = "comfyrun";
    private const string Version = "1";
    private const int ChecksumLength = 8;

    /// <summary>Gives what a handle says of a workflow.</summary>
    public static string NameOf(ComfyWorkflow workflow) => workflow.GetType().FullName!;

    /// <exception cref="FormatException">It is no handle, or not as it was made.</exception>
    public static RunHandle Parse(string text)
    {
        string[] parts = text.Split('.');
        if (parts.Length < 2 || parts[0] != Kind)
            throw new FormatException("This is no handle of a run: one is given by ComfyRun<TResult>.Handle.");
        if (parts[1] != Version)
            throw new FormatException($"This handle of a run is of version {parts[1]}; this version of ComfyTyped reads version {Version}.");
        byte[]? json = parts.Length == 4 ? Decode(parts[2]) : null;
        if (json is null || Decode(parts[3]) is not { } checksum || !Checksum(json).SequenceEqual(checksum) || Read(json) is not { } handle)
            throw new FormatException("This handle of a run was cut or changed.");
        return handle;
    }

    /// <summary>Gives the text.</summary>
    public override string ToString()
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("prompt"u8, PromptId);
            writer.WriteString("client"u8, ClientId);
            writer.WriteString("server"u8, Server);
            writer.WriteString("workflow"u8, Workflow);
            writer.WriteStartArray("seeds"u8);
            foreach (UsedSeed seed in Seeds)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(seed.NodeId);
                writer.WriteStringValue(seed.Input);
                writer.WriteNumberValue(seed.Value);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return $"{Kind}.{Version}.{Encode(json.WrittenSpan)}.{Encode(Checksum(json.WrittenSpan))}";
    }

    private static RunHandle? Read(byte[] json)
    {
        try
        {
            JsonElement root = PythonJson.Parse(json);
            var seeds = new List<UsedSeed>();
            foreach (JsonElement seed in root.GetProperty("seeds").EnumerateArray())
                seeds.Add(new UsedSeed(seed[0].GetString()!, seed[1].GetString()!, seed[2].GetUInt64()));
            var handle = new RunHandle(Text("prompt"), Text("client"), Text("server"), Text("workflow"), seeds);
            // Both become parts of URLs.
            return IsId(handle.PromptId) && IsId(handle.ClientId) ? handle : null;

            string Text(string name) => root.GetProperty(name).GetString()!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static bool IsId(string? id) => !string.IsNullOrEmpty(id) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>Against mishaps, not against malice: a handle is no proof of anything.</summary>
    private static byte[] Checksum(ReadOnlySpan<byte> json) => SHA256.HashData(json)[..ChecksumLength];

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[]? Decode(string text)
    {
        string padded = text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);
        byte[] bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out int count) ? bytes[..count] : null;
    }
}
