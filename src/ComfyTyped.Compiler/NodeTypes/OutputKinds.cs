namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>What output nodes report, by class: from ComfyUI's sources, because its catalogs do not tell.</summary>
internal static class OutputKinds
{
    private const string Any = "global::ComfyTyped.AnyOutput";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["SaveImage"] = "Image",
        ["PreviewImage"] = "Image",
        ["SaveImageWebsocket"] = "Image",
        ["SaveAnimatedWEBP"] = "Image",
        ["SaveAnimatedPNG"] = "Image",
        ["MaskPreview"] = "Image",
        ["SaveSVGNode"] = "Image",
        ["SaveAudio"] = "Audio",
        ["SaveAudioMP3"] = "Audio",
        ["SaveAudioOpus"] = "Audio",
        ["PreviewAudio"] = "Audio",
        ["SaveVideo"] = "Video",
        ["SaveWEBM"] = "Video",
        ["PreviewAny"] = "Text",
    };

    /// <summary>The fully qualified class of what a node of a class reports; one that has everything when it is not known.</summary>
    public static string Of(string classType) => Kinds.TryGetValue(classType, out string? kind) ? $"global::ComfyTyped.{kind}Output" : Any;
}
