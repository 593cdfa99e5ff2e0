namespace ComfyTyped.Runs;

/// <summary>
/// Messages about prompts that no run has claimed yet. Servers before 0.3.45 choose the prompt's id themselves, so that its events can
/// come before anyone here knows that they are ours. Bounded: when it is full the newest are dropped, and the history still tells the end.
/// </summary>
internal sealed class UnclaimedMessages
{
    private const int MaxCount = 1024;
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly List<(byte[] PromptId, byte[] Message)> _messages = [];
    private int _bytes;

    public void Add(ReadOnlySpan<byte> promptId, ReadOnlySpan<byte> message)
    {
        if (_messages.Count >= MaxCount || _bytes + message.Length > MaxBytes)
            return;
        _messages.Add((promptId.ToArray(), message.ToArray()));
        _bytes += message.Length;
    }

    public IReadOnlyList<byte[]> Take(ReadOnlySpan<byte> promptId)
    {
        if (_messages.Count == 0)
            return [];
        var taken = new List<byte[]>();
        foreach ((byte[] id, byte[] message) in _messages)
        {
            if (promptId.SequenceEqual(id))
                taken.Add(message);
        }
        return taken;
    }

    public void Clear()
    {
        _messages.Clear();
        _bytes = 0;
    }
}
