namespace ComfyTyped;

/// <summary>The server could not be reached, or did not answer in time.</summary>
public sealed class ComfyConnectionException : ComfyException
{
    internal ComfyConnectionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
