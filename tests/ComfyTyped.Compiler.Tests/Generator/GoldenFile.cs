using System.Runtime.CompilerServices;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>
/// Compares generated text with a committed file (<c>*.verified.cs</c>). A difference leaves a <c>*.received.cs</c> beside it;
/// with COMFYTYPED_ACCEPT=1 the committed file is written anew. A class has one file, whichever workflow asks for it: it must be the same.
/// </summary>
internal static class GoldenFile
{
    public static void Verify(string hintName, string text)
    {
        string stem = Path.Combine(GoldenFolder(), hintName.Replace(".g.cs", "", StringComparison.Ordinal));
        string verified = stem + ".verified.cs", received = stem + ".received.cs";
        if (Environment.GetEnvironmentVariable("COMFYTYPED_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, text);
        }
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"{hintName} is not as verified. Compare {received} with {verified}; COMFYTYPED_ACCEPT=1 accepts what is generated now.");
    }

    public static string GoldenFolder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Golden");
}
