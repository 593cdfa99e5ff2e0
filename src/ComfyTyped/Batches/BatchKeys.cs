using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ComfyTyped.Graph;

namespace ComfyTyped.Batches;

/// <summary>
/// Gives each workflow of a batch a key that it has again in another process: the hash of its prompt and of the files that it brings along, and a number for
/// those that are the same. So a source may grow, and change its order.
/// </summary>
internal sealed class BatchKeys(TimeProvider time)
{
    private const int HashBytes = 16;

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly FileIdentities _files = new(time);

    /// <exception cref="FileTransferException">A file cannot be read.</exception>
    public async Task<string> NextAsync(ComfyWorkflow workflow, CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(workflow.GetType().FullName);
            PromptNotes notes = workflow.WriteIdentity(writer);
            foreach (FileUse file in notes.Files)
            {
                // The mark names the input, so that a text which looks like a mark is not taken for a file.
                writer.WriteStringValue(file.Mark);
                writer.WriteStringValue(await _files.FindAsync(file, cancellationToken).ConfigureAwait(false));
            }
            writer.WriteEndArray();
        }
        string hash = Convert.ToHexString(SHA256.HashData(_buffer.WrittenSpan).AsSpan(0, HashBytes)).ToLowerInvariant();
        int number = _seen[hash] = _seen.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}-{number}");
    }
}
