using System.Runtime.CompilerServices;

namespace ComfyTyped.Architecture.Tests;

internal static class Repository
{
    public static string Sources => Path.Combine(Root(), "src");

    public static string Documentation => Path.Combine(Root(), "docs");

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath("../..", Path.GetDirectoryName(path)!);
}
