namespace ComfyTyped.Compiler.Emit;

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name among the generator's files.</param>
/// <param name="Text">Its text.</param>
internal sealed record GeneratedFile(string HintName, string Text)
{
    /// <summary>The attribute that every generated type carries.</summary>
    public const string Attribute = "[global::System.CodeDom.Compiler.GeneratedCode(\"ComfyTyped\", \"" + ThisAssembly.Version + "\")]";
}
