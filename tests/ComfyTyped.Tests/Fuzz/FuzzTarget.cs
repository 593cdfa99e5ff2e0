namespace ComfyTyped.Tests.Fuzz;

/// <summary>Readers that take one kind of bytes.</summary>
/// <param name="Name">What the bytes are.</param>
/// <param name="Seeds">Such bytes as servers send them.</param>
/// <param name="Read">Reads them with each of the readers, and looks at everything that comes out.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read)
{
    /// <summary>What reading may take: so much for any input, and so much for each of its bytes.</summary>
    private const int BytesPerRead = 64 * 1024;
    private const int BytesPerByte = 512;

    public override string ToString() => Name;

    /// <summary>Reads an input, and checks what it took.</summary>
    /// <exception cref="InvalidOperationException">It took more memory than its length justifies.</exception>
    public void Feed(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(input);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (taken > BytesPerRead + ((long)BytesPerByte * input.Length))
            throw new InvalidOperationException($"To read {input.Length} bytes took {taken}.");
    }
}
