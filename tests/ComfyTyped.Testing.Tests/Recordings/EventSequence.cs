using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>What a socket has seen, comparable: runs of progress are one item, since their number depends on the speed of a machine.</summary>
/// <param name="statusesFloat">
/// Whether the place of a status among the other events is chance: requests change the queue while a prompt runs, and each of both tells on its own.
/// </param>
internal sealed class EventSequence(bool statusesFloat)
{
    public const string Progress = "progress*";
    public const string Status = "status";

    private readonly List<string> _types = [];
    private readonly List<JsonNode> _events = [];

    /// <summary>The types in order, without statuses that float.</summary>
    public IReadOnlyList<string> Types => _types;

    /// <summary>The number of statuses that float.</summary>
    public int FloatingStatuses { get; private set; }

    public void Add(Frame frame)
    {
        if (statusesFloat && frame.Type == Status)
        {
            _events.Add(frame.Json!);
            FloatingStatuses++;
        }
        else if (frame.Type is not ("progress" or "progress_state" or "binary"))
        {
            _types.Add(frame.Type);
            _events.Add(frame.Json!);
        }
        else if (_types.LastOrDefault() != Progress)
        {
            _types.Add(Progress);
        }
    }

    /// <summary>The contents of the events, without an order: which of two outputs comes first is chance on a real server.</summary>
    public IEnumerable<string> Contents(Normalizer normalizer) =>
        _events.Select(json => normalizer.Normalize(json)!.ToJsonString()).Order(StringComparer.Ordinal);
}
