namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Reads JSON into one piece of memory, in which its files are decoded in place.</summary>
internal static class JsonBody
{
    private const int FirstSize = 16 * 1024;

    /// <param name="body">The bytes, which have a limit of their own.</param>
    /// <param name="length">How many there are, where the request tells.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public static async Task<ArraySegment<byte>> ReadAsync(Stream body, long? length, CancellationToken cancellationToken)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(length ?? FirstSize, Array.MaxLength));
        int count = 0;
        while (true)
        {
            if (count == bytes.Length)
            {
                // The end of a body of the announced length is known without another byte.
                if (length is not null)
                    break;
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, Array.MaxLength));
            }
            int read = await body.ReadAsync(bytes.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;
            count += read;
        }
        return new ArraySegment<byte>(bytes, 0, count);
    }
}
