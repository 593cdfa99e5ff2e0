using System.Text.Json;
using ComfyTyped.Client;

namespace ComfyTyped.Batches;

/// <summary>
/// The file that remembers a batch: one JSON object a line, the latest about a workflow counts. Each line is on the disk before the batch goes on, that of a run
/// before the run is sent.
/// </summary>
internal sealed class BatchManifest : IDisposable
{
    private readonly object _gate = new();
    private readonly FileStream _file;
    private readonly Dictionary<string, BatchRecord> _records = new(StringComparer.Ordinal);

    private BatchManifest(FileStream file) => _file = file;

    /// <exception cref="FormatException">The file is no manifest.</exception>
    /// <exception cref="IOException">It cannot be opened, for instance because another batch has it open.</exception>
    public static BatchManifest Open(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var manifest = new BatchManifest(new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        try
        {
            manifest.Read();
            return manifest;
        }
        catch
        {
            manifest.Dispose();
            throw;
        }
    }

    public bool IsDone(string key) => Find(key) is { State: BatchState.Done };

    /// <summary>Gives the handle of a run that was sent, or about to be, and did not end under the eyes of a batch.</summary>
    public string? FindRun(string key) => Find(key) is { State: BatchState.Running } record ? record.Handle : null;

    public void Begin<TResult>(BatchEntry<TResult> entry, RunHandle handle)
        where TResult : ComfyResult =>
        Append(new BatchRecord(entry.Key, entry.Index, entry.Label, BatchState.Running) { PromptId = handle.PromptId, Handle = handle.ToString() });

    public void End<TResult>(BatchEntry<TResult> entry, BatchItem<TResult> item)
        where TResult : ComfyResult
    {
        var record = new BatchRecord(entry.Key, entry.Index, entry.Label, item.IsSuccess ? BatchState.Done : BatchState.Failed);
        Append(item.IsSuccess
            ? record with { PromptId = item.Result.PromptId, Files = [.. item.Result.Files.Where(file => !file.IsInMemory).Select(file => file.ToInputName())] }
            : record with { Error = item.Exception.Message });
    }

    public void Dispose() => _file.Dispose();

    private BatchRecord? Find(string key)
    {
        lock (_gate)
            return _records.GetValueOrDefault(key);
    }

    private void Append(BatchRecord record)
    {
        lock (_gate)
        {
            _records[record.Key] = record with { Files = null, Error = null };
            Write(record.ToLine());
        }
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        _file.Write(line);
        _file.Flush(flushToDisk: true);
    }

    private void Read()
    {
        byte[] all = new byte[_file.Length];
        _file.ReadExactly(all);
        int start = 0;
        int number = 1;
        for (int end; (end = all.AsSpan(start).IndexOf((byte)'\n')) >= 0; start += end + 1, number++)
            ReadLine(all.AsMemory(start, end), number);

        // What has no end of line was cut off by a crash, unless the file was never a manifest.
        ReadOnlySpan<byte> rest = all.AsSpan(start);
        if (number == 1 && !BatchRecord.Header.StartsWith(rest))
            throw NotAManifest(1, null);
        _file.SetLength(start);
        _file.Position = start;
        if (number == 1)
            Write(BatchRecord.Header);
    }

    private void ReadLine(ReadOnlyMemory<byte> line, int number)
    {
        try
        {
            if (number == 1)
                BatchRecord.ThrowIfNoHeader(line);
            else if (BatchRecord.Parse(line) is { } record)
                _records[record.Key] = record;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw NotAManifest(number, exception);
        }
    }

    private FormatException NotAManifest(int line, Exception? cause) => new(
        $"{_file.Name}({line}): this is no line of a batch's manifest.{(cause is FormatException ? $" {cause.Message}" : "")} Name another file, or correct this one; nothing was run.",
        cause);
}
