using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Protocol;

/// <summary>The binary frames of the socket. All integers are big-endian.</summary>
internal static class BinaryFrames
{
    private const uint PreviewImage = 1;
    private const uint PreviewImageWithMetadata = 4;

    /// <summary>Frame type 1: <c>type, image type, image</c>.</summary>
    public static byte[] Preview(EncodedImage image)
    {
        byte[] frame = new byte[8 + image.Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, PreviewImage);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), image.IsPng ? 2u : 1u);
        image.Bytes.CopyTo(frame, 8);
        return frame;
    }

    /// <summary>Frame type 4: <c>type, length of the metadata, metadata, image</c>.</summary>
    public static byte[] PreviewWithMetadata(EncodedImage image, string promptId, string nodeId)
    {
        byte[] metadata = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new JsonObject
        {
            ["node_id"] = nodeId,
            ["prompt_id"] = promptId,
            ["display_node_id"] = nodeId,
            ["parent_node_id"] = null,
            ["real_node_id"] = nodeId,
            ["image_type"] = image.IsPng ? "image/png" : "image/jpeg",
        });
        byte[] frame = new byte[8 + metadata.Length + image.Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, PreviewImageWithMetadata);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)metadata.Length);
        metadata.CopyTo(frame, 8);
        image.Bytes.CopyTo(frame, 8 + metadata.Length);
        return frame;
    }
}
