namespace ComfyTyped.Wire;

/// <summary>The binary frames that ComfyUI sends.</summary>
internal enum BinaryFrameKind
{
    /// <summary>None of these, or one that breaks its own layout.</summary>
    Unknown,

    /// <summary>Type 1: a picture of the node that runs.</summary>
    Preview,

    /// <summary>Type 3: a text of a node.</summary>
    Text,

    /// <summary>Type 4: a picture with the run and node it belongs to.</summary>
    PreviewWithMetadata,
}
