using System.Runtime.InteropServices;

namespace ComfyTyped.Wire;

/// <summary>The prompts that wait or run on a server at one moment, of all its clients.</summary>
internal sealed class LiveRuns
{
    private readonly Dictionary<string, Copies> _runs = new(StringComparer.Ordinal);

    /// <summary>Gets or sets whether the server has told of all of them.</summary>
    public bool IsComplete { get; set; } = true;

    public QueuePlace PlaceOf(string promptId) => !_runs.TryGetValue(promptId, out Copies copies) ? QueuePlace.Absent
        : copies.Running > 0 ? QueuePlace.Running
        : QueuePlace.Pending;

    /// <summary>Counts how often a prompt is there: a server takes the same id more than once.</summary>
    public int CountOf(string promptId) => _runs.TryGetValue(promptId, out Copies copies) ? copies.Pending + copies.Running : 0;

    public void Add(string promptId, QueuePlace place)
    {
        ref Copies copies = ref CollectionsMarshal.GetValueRefOrAddDefault(_runs, promptId, out _);
        copies = place == QueuePlace.Running ? copies with { Running = copies.Running + 1 } : copies with { Pending = copies.Pending + 1 };
    }

    private readonly record struct Copies(int Pending, int Running);
}
