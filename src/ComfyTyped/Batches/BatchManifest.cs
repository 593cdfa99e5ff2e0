using System.Text.Json;
using ComfyTyped.Options;

namespace ComfyTyped.Batches;

/// <summary>
/// The file that remembers a batch: one JSON object a line, the latest about a workflow counts. Each line is on the disk before the batch goes on, that of a run
/// before the run is sent.
/// </summary>
internal sealed class BatchManifest : IDisposable
{
    private readonly object _gate = new();
    private readonly Stream _file;
    private readonly string _name;
    private readonly Dictionary<string, BatchRecord> _records = new(StringComparer.Ordinal);

    /// <summary>The length of the whole lines; what is behind it was not written to its end.</summary>
    private long _length;

    private BatchManifest(Stream file, string name) => (_file, _name) = (file, name);

    /// <exception cref="FormatException">The file is no manifest.</exception>
    /// <exception cref="IOException">It cannot be opened, for instance because another batch has it open.</exception>
    public static BatchManifest Open(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return Open(new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1), full);
    }

    /// <param name="file">Its content; disposed with the manifest.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="FormatException">It is no manifest.</exception>
    public static BatchManifest Open(Stream file, string name)
    {
        var manifest = new BatchManifest(file, name);
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
        BatchState state = !item.IsSuccess ? BatchState.Failed : item.IsIncomplete ? BatchState.Incomplete : BatchState.Done;
        var record = new BatchRecord(entry.Key, entry.Index, entry.Label, state);
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
            Write(record.ToLine());
            _records[record.Key] = record with { Files = null, Error = null };
        }
    }

    /// <summary>Writes where the last whole line ends: half a line, left by a full disk, would make the next one unreadable.</summary>
    private void Write(ReadOnlySpan<byte> line)
    {
        if (_file.Length != _length)
            _file.SetLength(_length);
        _file.Position = _length;
        _file.Write(line);
        if (_file is FileStream onDisk)
            onDisk.Flush(flushToDisk: true);
        _length += line.Length;
    }

    private void Read()
    {
        var lines = new LineReader(_file);
        int number = 1;
        for (; ReadLine(lines, number); number++)
            _length = lines.End;

        // What has no end of line was cut off by a crash, unless the file was never a manifest.
        if (number == 1 && !BatchRecord.Header.StartsWith(lines.Rest.Span))
            throw NotAManifest(1, null);
        _file.SetLength(_length);
        if (number == 1)
            Write(BatchRecord.Header);
    }

    private bool ReadLine(LineReader lines, int number)
    {
        try
        {
            if (lines.Next() is not { } line)
                return false;
            if (number == 1)
                BatchRecord.ThrowIfNoHeader(line);
            else if (BatchRecord.Parse(line) is { } record)
                _records[record.Key] = record;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw NotAManifest(number, exception);
        }
    }

    private FormatException NotAManifest(int line, Exception? cause) => new(
        $"{_name}({line}): this is no line of a batch's manifest.{(cause is FormatException ? $" {cause.Message}" : "")} Name another file, or correct this one; nothing was run.",
        cause);
}
