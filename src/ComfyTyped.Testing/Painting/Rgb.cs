namespace ComfyTyped.Testing.Painting;

/// <summary>A colour.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>This colour and another one, mixed: 0 is this one, 255 the other.</summary>
    public Rgb Mix(Rgb other, int share) => new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share));

    private static byte Mix(byte from, byte to, int share) => (byte)(((from * (255 - share)) + (to * share)) / 255);
}
