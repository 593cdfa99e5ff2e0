using System.Text.Json;

namespace ComfyTyped.Testing.Execution;

/// <summary>The prompts that have ended, in the order in which they did.</summary>
internal sealed class PromptHistory
{
    /// <summary>When it holds more entries than this, the oldest goes before a new one comes.</summary>
    private const int Limit = 10_000;

    private readonly object _gate = new();
    private readonly List<HistoryEntry> _entries = [];

    public void Add(HistoryEntry entry)
    {
        lock (_gate)
        {
            if (_entries.Count > Limit)
                _entries.RemoveAt(0);
            _entries.RemoveAll(known => known.PromptId == entry.PromptId);
            _entries.Add(entry);
        }
    }

    public HistoryEntry? Find(string promptId)
    {
        lock (_gate)
            return _entries.FindLast(entry => entry.PromptId == promptId);
    }

    /// <summary>A page as <c>GET /history</c> cuts it: the newest <paramref name="maxItems"/>, or those from <paramref name="offset"/> on.</summary>
    public IReadOnlyList<HistoryEntry> Page(int? maxItems, int offset)
    {
        lock (_gate)
        {
            int start = offset < 0 && maxItems is { } newest ? _entries.Count - newest : offset;
            var page = new List<HistoryEntry>();
            for (int index = 0; index < _entries.Count; index++)
            {
                if (index < start)
                    continue;
                page.Add(_entries[index]);
                // ComfyUI looks at the limit after adding, so a limit of 0 with an offset still yields one entry.
                if (page.Count >= maxItems)
                    break;
            }

            return page;
        }
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    public void Delete(string promptId)
    {
        lock (_gate)
            _entries.RemoveAll(entry => entry.PromptId == promptId);
    }

    public static void Write(Utf8JsonWriter writer, IEnumerable<HistoryEntry> entries)
    {
        writer.WriteStartObject();
        foreach (HistoryEntry entry in entries)
        {
            writer.WritePropertyName(entry.PromptId);
            entry.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
