using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ComfyTyped.Runs;

/// <summary>Runs by their prompt ids, found by the bytes of a message.</summary>
internal sealed class RunIndex
{
    private readonly HashSet<RunState> _all = [];
    private readonly Dictionary<string, RunState> _byId = new(Utf8Comparer.Instance);

    public int Count => _all.Count;

    public IReadOnlyCollection<RunState> All => _all;

    public void Add(RunState run)
    {
        if (_all.Add(run))
            _byId.TryAdd(run.PromptId, run);
    }

    /// <returns>Whether it was there.</returns>
    public bool Remove(RunState run)
    {
        if (!_all.Remove(run))
            return false;
        Forget(run);
        return true;
    }

    /// <summary>Changes the id of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="change">Changes it.</param>
    public void Rename(RunState run, Action change)
    {
        bool wasThere = Remove(run);
        change();
        if (wasThere)
            Add(run);
    }

    public bool TryFind(ReadOnlySpan<byte> promptId, [NotNullWhen(true)] out RunState? run) =>
#if NET9_0_OR_GREATER
        _byId.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(promptId, out run);
#else
        _byId.TryGetValue(Encoding.UTF8.GetString(promptId), out run);
#endif

    /// <summary>The same run can be resumed twice, and the other one takes its place.</summary>
    private void Forget(RunState run)
    {
        if (!_byId.TryGetValue(run.PromptId, out RunState? known) || known != run)
            return;
        _byId.Remove(run.PromptId);
        if (_byId.Count < _all.Count && _all.FirstOrDefault(other => other.PromptId == run.PromptId) is { } twin)
            _byId.Add(twin.PromptId, twin);
    }

    private sealed class Utf8Comparer : IEqualityComparer<string>
#if NET9_0_OR_GREATER
        , IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
#endif
    {
        private const int LongestId = 256;

        public static Utf8Comparer Instance { get; } = new();

        public bool Equals(string? x, string? y) => x == y;

        public int GetHashCode(string text)
        {
            Span<byte> utf8 = text.Length * 3 <= LongestId ? stackalloc byte[LongestId] : new byte[text.Length * 3];
            return GetHashCode(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        }

        public int GetHashCode(ReadOnlySpan<byte> utf8)
        {
            var hash = new HashCode();
            hash.AddBytes(utf8);
            return hash.ToHashCode();
        }

        public bool Equals(ReadOnlySpan<byte> utf8, string text)
        {
            if (utf8.Length < text.Length)
                return false;
            Span<byte> other = text.Length * 3 <= LongestId ? stackalloc byte[LongestId] : new byte[text.Length * 3];
            return utf8.SequenceEqual(other[..Encoding.UTF8.GetBytes(text, other)]);
        }

        public string Create(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
    }
}
