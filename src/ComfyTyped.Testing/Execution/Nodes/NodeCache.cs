namespace ComfyTyped.Testing.Execution;

/// <summary>The results of the last prompt's nodes by input signature: ComfyUI's default ("classic") cache.</summary>
internal sealed class NodeCache
{
    private Dictionary<string, CachedNode> _entries = new(StringComparer.Ordinal);

    public CachedNode? Find(string signature) => _entries.GetValueOrDefault(signature);

    public void Store(string signature, CachedNode node) => _entries[signature] = node;

    /// <summary>Forgets everything that the next prompt has no node for.</summary>
    public void KeepOnly(IEnumerable<string> signatures)
    {
        var kept = signatures.ToHashSet(StringComparer.Ordinal);
        _entries = _entries.Where(entry => kept.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal);
    }

    public void Clear() => _entries.Clear();
}
