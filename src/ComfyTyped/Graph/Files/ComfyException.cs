namespace ComfyTyped;

/// <summary>Something went wrong between this program and a ComfyUI server. Every exception of this library about a server derives from it.</summary>
public abstract class ComfyException : Exception
{
    private protected ComfyException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
