using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads answers into memory, up to a limit: what a server sends is no reason to believe that it will end.</summary>
internal static class ResponseBody
{
    private const int LargestGuess = 1 << 20;

    /// <summary>Reads all of it.</summary>
    /// <returns>Null when there is more than the limit, at once when the answer says so.</returns>
    public static async Task<PooledBuffer?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > limit)
            return null;
        (PooledBuffer body, bool isCut) = await ReadStartAsync(response, limit, cancellationToken).ConfigureAwait(false);
        if (!isCut)
            return body;
        body.Dispose();
        return null;
    }

    /// <summary>Reads the beginning of it.</summary>
    /// <returns>The beginning, and whether there is more.</returns>
    public static async Task<(PooledBuffer Body, bool IsCut)> ReadStartAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        long guess = Math.Min(response.Content.Headers.ContentLength ?? 4096, limit);
        var body = new PooledBuffer((int)Math.Clamp(guess + 1, 256, LargestGuess), limit);
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (body.Length < limit)
                {
                    Memory<byte> space = body.GetMemory();
                    int count = await stream.ReadAsync(space[..Math.Min(space.Length, limit - body.Length)], cancellationToken).ConfigureAwait(false);
                    if (count == 0)
                        return (body, false);
                    body.Advance(count);
                }
                return (body, await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0);
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }
}
