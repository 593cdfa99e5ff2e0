using System.Text.Json.Nodes;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Protocol;

namespace ComfyTyped.Testing.Execution;

/// <summary>How far the nodes of the running prompt are; each change is sent as the whole state. Nodes may report at the same time.</summary>
internal sealed class ProgressTracker(SocketHub hub, string promptId, string? clientId)
{
    private readonly object _gate = new();
    private readonly List<NodeProgress> _nodes = [];

    public void Start(string nodeId)
    {
        lock (_gate)
        {
            Set(new NodeProgress(nodeId, 0, 1, IsFinished: false));
            SendState();
        }
    }

    public void Report(string nodeId, double value, double max, EncodedImage? preview)
    {
        lock (_gate)
        {
            Set(new NodeProgress(nodeId, value, max, IsFinished: false));
            SendState();
            bool withMetadata = hub.SupportsPreviewMetadata(clientId);
            if (preview is not null && withMetadata)
                hub.Send(BinaryFrames.PreviewWithMetadata(preview, promptId, nodeId), clientId);
            hub.Send(ServerEvents.Progress(promptId, nodeId, value, max), clientId);
            if (preview is not null && !withMetadata)
                hub.Send(BinaryFrames.Preview(preview), clientId);
        }
    }

    public void Finish(string nodeId)
    {
        lock (_gate)
        {
            double max = _nodes.Find(node => node.NodeId == nodeId)?.Max ?? 1;
            Set(new NodeProgress(nodeId, max, max, IsFinished: true));
            SendState();
        }
    }

    private void Set(NodeProgress progress)
    {
        int index = _nodes.FindIndex(node => node.NodeId == progress.NodeId);
        if (index < 0)
            _nodes.Add(progress);
        else
            _nodes[index] = progress;
    }

    private void SendState()
    {
        var nodes = new JsonObject(_nodes.Select(node => new KeyValuePair<string, JsonNode?>(node.NodeId, node.ToJson(promptId))));
        hub.Send(ServerEvents.ProgressState(promptId, nodes), clientId);
    }
}
