using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads the node map of <c>progress_state</c>.</summary>
internal static class NodeProgressReader
{
    public static List<NodeProgress> ReadMap(ref Utf8JsonReader reader, ComfyWorkflow workflow)
    {
        var nodes = new List<NodeProgress>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string id = reader.ReadNodeId(workflow)!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
                nodes.Add(ReadNode(ref reader, id, workflow));
            else
                reader.Skip();
        }
        return nodes;
    }

    private static NodeProgress ReadNode(ref Utf8JsonReader reader, string id, ComfyWorkflow workflow)
    {
        double value = 0;
        double max = 0;
        var state = NodeState.Unknown;
        string? displayId = null;
        string? parentId = null;
        string? realId = null;
        string? activity = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("value"u8))
                value = reader.ReadDouble();
            else if (name.SequenceEqual("max"u8))
                max = reader.ReadDouble();
            else if (name.SequenceEqual("state"u8))
                state = ReadState(ref reader);
            else if (name.SequenceEqual("display_node_id"u8))
                displayId = reader.ReadNodeId(workflow);
            else if (name.SequenceEqual("parent_node_id"u8))
                parentId = reader.ReadNodeId(workflow);
            else if (name.SequenceEqual("real_node_id"u8))
                realId = reader.ReadNodeId(workflow);
            else if (name.SequenceEqual("activity"u8))
                activity = reader.ReadText();
            else
                reader.Skip();
        }
        NodeReference node = NodeReference.Find(workflow, id, displayId, realId);
        return new NodeProgress(id, node.DisplayId, parentId, node.Node, value, max, state, activity);
    }

    private static NodeState ReadState(ref Utf8JsonReader reader)
    {
        NodeState state = reader.TokenType != JsonTokenType.String ? NodeState.Unknown
            : reader.TextEquals("running"u8) ? NodeState.Running
            : reader.TextEquals("finished"u8) ? NodeState.Finished
            : reader.TextEquals("pending"u8) ? NodeState.Pending
            : reader.TextEquals("error"u8) ? NodeState.Error
            : NodeState.Unknown;
        reader.Skip();
        return state;
    }
}
