using System.Text;

namespace ComfyTyped.Tests.Fuzz;

/// <summary>Bytes that were right once, changed in some places.</summary>
internal static class Damage
{
    private const int MaxEdits = 6;
    private const int MaxLength = 64 * 1024;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "NaN", "-Infinity", "Infinity", "null", "true", "[]", "{}", "\"\"", "0", "-1", "1e400", "-1e-400", "18446744073709551616", "99999999999999999999999999",
            "\"\\ud800\"", "\"\\udc80a\":1,", "\\ud83d", "\\u0000", "\\\"", "\\", "\"", "{", "}", "[", "]", ",", ":", "\"node\":{},", "\"prompt_id\":[],", "\"nodes\":{\"1\":[]},",
            "\"filename\":5,", "\"filename\":\"../../x\",", "\"type\":\"executing\",", "\"data\":null,", "\u2028", "\uFEFF", "é", "🎨",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0, 0, 0, 4, 0xFF, 0xFF, 0xFF, 0xFF],
    ];

    public static byte[] Of(IReadOnlyList<byte[]> seeds, int seed, Random random)
    {
        var bytes = new List<byte>(seeds[seed]);
        for (int edits = random.Next(1, MaxEdits + 1); edits > 0; edits--)
            Edit(bytes, seeds, random);
        return bytes.Count > MaxLength ? [.. bytes.Take(MaxLength)] : [.. bytes];
    }

    private static void Edit(List<byte> bytes, IReadOnlyList<byte[]> seeds, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 64), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0 or 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 5:
                byte[] other = seeds[random.Next(seeds.Count)];
                int from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(256), other.Length - from)).ToArray());
                break;
            case 6:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 7 when random.Next(20) == 0:
                bytes.InsertRange(at, Nested(random.Next(2000), random.Next(2) == 0 ? "[" : "{\"a\":"));
                break;
            default:
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
        }
    }

    private static byte[] Nested(int depth, string opening) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, depth)));
}
