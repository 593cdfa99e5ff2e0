namespace ComfyTyped.Graph;

/// <summary>A file that a prompt names.</summary>
/// <param name="Mark">What stands in the prompt instead of its name: ASCII letters and digits that no other text has.</param>
/// <param name="Source">The file.</param>
/// <param name="Input">The input, as messages call it.</param>
internal sealed record FileUse(string Mark, IFileSource Source, string Input)
{
    /// <summary>Gives the exception for a file that could not be read where it is.</summary>
    /// <param name="server">The server that it was on the way to; null when it was read before a server was chosen.</param>
    /// <param name="cause">What happened.</param>
    public FileTransferException Failure(Uri? server, Exception cause)
    {
        string from = Source.Server is { } origin ? $" of {origin}" : "";
        string what = server is null ? "read" : $"brought to {server}";
        string message = $"{Input}: \"{Source.InputName}\"{from} cannot be {what}. {cause.Message}";
        return new FileTransferException(message, Source.InputName, Source.Server, server, cause);
    }
}
