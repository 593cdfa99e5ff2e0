namespace ComfyTyped.Compiler.Pipeline;

/// <summary>What a project does with snapshots of its workflow classes.</summary>
internal enum SnapshotUse
{
    /// <summary>It keeps none.</summary>
    None,

    /// <summary>It is told what changed since they were written.</summary>
    Compare,

    /// <summary>They are being written anew.</summary>
    Update,
}
