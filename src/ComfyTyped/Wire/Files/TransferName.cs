namespace ComfyTyped.Wire;

/// <summary>Names for files on their way to a server. They lie in its input folder itself: nodes without a check of their own take only what is listed there.</summary>
internal static class TransferName
{
    private const int MaxExtensionLength = 16;

    /// <summary>A name that no other file has.</summary>
    public static string Unique(string fileName) => Guid.NewGuid().ToString("N") + ExtensionOf(fileName);

    /// <summary>The extension in lower case; none when it is no plain one, since names may come from a server.</summary>
    public static string ExtensionOf(string fileName)
    {
        string extension = Path.GetExtension(fileName);
        return extension.Length <= MaxExtensionLength && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension.ToLowerInvariant() : "";
    }
}
