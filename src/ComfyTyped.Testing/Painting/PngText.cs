using System.Buffers.Binary;
using System.Text;

namespace ComfyTyped.Testing.Painting;

/// <summary>Puts <c>tEXt</c> chunks into a PNG, where ComfyUI keeps prompt and workflow.</summary>
internal static class PngText
{
    /// <summary>Signature (8), and the header chunk with its length, name, 13 bytes and checksum (25): text may follow.</summary>
    private const int EndOfHeader = 33;

    private static readonly uint[] Crc = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <param name="png">The picture.</param>
    /// <param name="texts">Keyword and text of each chunk; both ASCII, as JSON is with everything else escaped.</param>
    public static byte[] Insert(byte[] png, IEnumerable<(string Keyword, string Text)> texts)
    {
        using var result = new MemoryStream(png.Length);
        result.Write(png, 0, EndOfHeader);
        foreach ((string keyword, string text) in texts)
            WriteChunk(result, Encoding.Latin1.GetBytes($"tEXt{keyword}\0{text}"));
        result.Write(png, EndOfHeader, png.Length - EndOfHeader);
        return result.ToArray();
    }

    private static void WriteChunk(Stream output, byte[] nameAndData)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, nameAndData.Length - 4);
        output.Write(number);
        output.Write(nameAndData);
        uint crc = uint.MaxValue;
        foreach (byte value in nameAndData)
            crc = Crc[(byte)(crc ^ value)] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        output.Write(number);
    }

    private static uint CrcOf(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        return crc;
    }
}
