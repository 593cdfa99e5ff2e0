namespace ComfyTyped.Runs;

/// <summary>What a caller is told when its client was disposed.</summary>
internal static class ClientDisposed
{
    public static ObjectDisposedException Exception() => new("ComfyTyped.ComfyClient");
}
