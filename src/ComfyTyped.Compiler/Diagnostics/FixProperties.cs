namespace ComfyTyped.Compiler.Diagnostics;

/// <summary>What a diagnostic tells its code fix, by the names of its properties.</summary>
internal static class FixProperties
{
    /// <summary>The text to put in the place of the diagnostic.</summary>
    public const string Replacement = "Replacement";

    /// <summary>The documentation id of the member of a choice type to put in the place of the diagnostic.</summary>
    public const string Member = "Member";

    /// <summary>The task in the place of the diagnostic can be awaited, and nothing is lost then.</summary>
    public const string Await = "Await";
}
