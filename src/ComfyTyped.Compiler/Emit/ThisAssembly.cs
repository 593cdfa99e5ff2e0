namespace ComfyTyped.Compiler.Emit;

/// <summary>What the generated code says of its writer.</summary>
internal static class ThisAssembly
{
    /// <summary>The major and minor version: a patch release must not change generated files.</summary>
    public const string Version = "0.1";
}
