using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ComfyTyped.Batches;

/// <summary>
/// Gives each workflow of a batch a key that it has again in another process: the hash of its prompt, and a number for those that have the same prompt. So a
/// source may grow, and change its order.
/// </summary>
internal sealed class BatchKeys
{
    private const int HashBytes = 16;

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public string Next(ComfyWorkflow workflow)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(workflow.GetType().FullName);
            workflow.WriteIdentity(writer);
            writer.WriteEndArray();
        }
        string hash = Convert.ToHexString(SHA256.HashData(_buffer.WrittenSpan).AsSpan(0, HashBytes)).ToLowerInvariant();
        int number = _seen[hash] = _seen.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}-{number}");
    }
}
