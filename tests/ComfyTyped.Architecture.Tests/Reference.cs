namespace ComfyTyped.Architecture.Tests;

/// <summary>A file of a project that uses what another one declares.</summary>
/// <param name="From">The file that refers, relative to the project's folder.</param>
/// <param name="To">The file that declares.</param>
/// <param name="Symbol">What is declared there.</param>
internal sealed record Reference(string From, string To, string Symbol)
{
    public string FromFolder => FolderOf(From);

    public string ToFolder => FolderOf(To);

    public static string FolderOf(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/');

    public override string ToString() => $"{From} -> {To} ({Symbol})";
}
