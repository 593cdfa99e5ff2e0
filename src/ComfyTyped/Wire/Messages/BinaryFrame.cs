using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>A binary message of the socket, cut into its parts. Numbers are big-endian.</summary>
internal readonly ref struct BinaryFrame
{
    private const int HeaderLength = 8;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private BinaryFrame(uint type, BinaryFrameKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        Type = type;
        Kind = kind;
        Head = head;
        Body = body;
    }

    public uint Type { get; }

    public BinaryFrameKind Kind { get; }

    /// <summary>The metadata or the node id; empty when the frame has neither.</summary>
    public ReadOnlySpan<byte> Head { get; }

    /// <summary>The image or the text; the whole frame when the kind is unknown.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether the image is a PNG. The bytes themselves are right even where the metadata is silent or wrong.</summary>
    public bool IsPng => Body.StartsWith(PngSignature);

    public static BinaryFrame Read(ReadOnlySpan<byte> frame)
    {
        uint type = frame.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(frame);
        if (frame.Length >= HeaderLength)
        {
            uint second = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]);
            ReadOnlySpan<byte> rest = frame[HeaderLength..];
            if (type == 1)
                return new BinaryFrame(type, BinaryFrameKind.Preview, default, rest);
            if (type is 3 or 4 && second <= rest.Length)
            {
                BinaryFrameKind kind = type == 3 ? BinaryFrameKind.Text : BinaryFrameKind.PreviewWithMetadata;
                return new BinaryFrame(type, kind, rest[..(int)second], rest[(int)second..]);
            }
        }
        return new BinaryFrame(type, BinaryFrameKind.Unknown, default, frame);
    }

    public TextFrame ToTextFrame(string promptId, in RunScope scope)
    {
        NodeReference node = NodeReference.Find(scope.Workflow, Encoding.UTF8.GetString(Head), null);
        return new TextFrame(node, Encoding.UTF8.GetString(Body)) { PromptId = promptId };
    }

    /// <param name="promptId">The run.</param>
    /// <param name="currentNode">The node that was last announced: a preview without metadata names none.</param>
    /// <param name="scope">The run's workflow.</param>
    public PreviewFrame ToPreview(string promptId, NodeReference currentNode, in RunScope scope)
    {
        NodeReference node = currentNode;
        if (Kind == BinaryFrameKind.PreviewWithMetadata)
        {
            JsonElement metadata = Metadata();
            node = NodeReference.Find(
                scope.Workflow,
                metadata.Member("node_id").AsText(),
                metadata.Member("display_node_id").AsText(),
                metadata.Member("real_node_id").AsText());
        }
        return new PreviewFrame(node, Body.ToArray(), IsPng ? "image/png" : "image/jpeg") { PromptId = promptId };
    }

    /// <summary>Finds the prompt that a preview with metadata belongs to; empty when it names none.</summary>
    public ReadOnlySpan<byte> PromptId()
    {
        try
        {
            return SocketMessage.FindPromptId(Head);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private JsonElement Metadata() => PythonJson.Parse(Head);
}
