using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>What a socket has seen, comparable: runs of progress are one item, since their number depends on the speed of a machine.</summary>
internal sealed class EventSequence
{
    public const string Progress = "progress*";
    public const string Status = "status";

    private readonly List<string> _types = [];
    private readonly List<JsonNode> _events = [];

    public IReadOnlyList<string> Types => _types;

    public void Add(Frame frame)
    {
        if (frame.Type is not ("progress" or "progress_state" or "binary"))
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
