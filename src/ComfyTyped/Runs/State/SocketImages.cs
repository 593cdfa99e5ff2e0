using ComfyTyped.Graph;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// The pictures that nodes such as SaveImageWebsocket send over the socket in place of files. They are told from live previews by the node that sends them and by
/// their format: these are PNG. No history keeps them, so that how many there should be is noted, too.
/// </summary>
internal sealed class SocketImages
{
    private readonly Dictionary<string, List<OutputFile>> _images;
    private readonly Dictionary<string, double> _expected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missed = new(StringComparer.Ordinal);
    private readonly long _maxBytes;
    private long _bytes;

    private SocketImages(IEnumerable<string> nodeIds, long maxBytes)
    {
        _images = nodeIds.ToDictionary(id => id, _ => new List<OutputFile>(), StringComparer.Ordinal);
        _maxBytes = maxBytes;
    }

    /// <summary>For the nodes of a workflow that send pictures; null when it has none.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="maxBytes">What a run may keep in memory; more pictures count as missed.</param>
    public static SocketImages? Of(ComfyWorkflow workflow, long maxBytes)
    {
        string[] senders = [.. workflow.Nodes.Where(IsSender).Select(node => node.Id).Distinct(StringComparer.Ordinal)];
        return senders.Length == 0 ? null : new SocketImages(senders, maxBytes);
    }

    public static bool IsPicture(in BinaryFrame frame) => frame.Kind is BinaryFrameKind.Preview or BinaryFrameKind.PreviewWithMetadata && frame.IsPng;

    public void Add(PreviewFrame frame)
    {
        if (frame.Node is null || !_images.TryGetValue(frame.Node.Id, out List<OutputFile>? images))
            return;
        if (_bytes + frame.Image.Length > _maxBytes)
        {
            _missed.Add(frame.Node.Id);
            return;
        }
        _bytes += frame.Image.Length;
        images.Add(new OutputFile($"{frame.Node.ClassType}_{images.Count + 1:00000}.png", MediaKind.Image, frame.Image));
    }

    /// <summary>The node counts its pictures as steps.</summary>
    public void OnProgress(ProgressEvent progress)
    {
        if (progress.Node is { } node && _images.ContainsKey(node.Id))
            _expected[node.Id] = progress.Max;
    }

    public void Clear()
    {
        foreach (List<OutputFile> images in _images.Values)
            images.Clear();
        _expected.Clear();
        _missed.Clear();
        _bytes = 0;
    }

    /// <summary>What came, by node id. A node that told nothing at all has sent at least one picture to a socket that did not hear it.</summary>
    public IReadOnlyDictionary<string, SentImages> ToSentImages() => _images.ToDictionary(
        node => node.Key,
        node => new SentImages(node.Value, IsIncomplete: _missed.Contains(node.Key) || node.Value.Count < _expected.GetValueOrDefault(node.Key, 1)),
        StringComparer.Ordinal);

    private static bool IsSender(ComfyNode node) => node.ClassType.Contains("websocket", StringComparison.OrdinalIgnoreCase);
}
