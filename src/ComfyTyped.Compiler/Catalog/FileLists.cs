using System.Text.RegularExpressions;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>
/// Tells lists of files from lists of settings, because a catalog does not: the files of a model folder stand in it as the samplers do.
/// One option that is called as a model, picture, sound or other file of ComfyUI's folders is enough; settings never are.
/// </summary>
internal static class FileLists
{
    private static readonly Regex FileName = new(
        @"[^\\/""]\.(safetensors|sft|ckpt|pt|pt2|pth|th|bin|pkl|gguf|onnx|engine|trt|npz|npy|latent"
        + "|png|jpe?g|webp|gif|bmp|tiff?|svg|exr|hdr|mp4|webm|mkv|mov|avi|mp3|wav|flac|ogg|opus|m4a"
        + "|glb|gltf|obj|fbx|stl|ply|usdz|ksplat|splat|spz|ttf|otf|cube|ya?ml|json|txt|csv)\"$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether some option is called as a file.</summary>
    /// <param name="options">The options as JSON tokens.</param>
    public static bool HasFile(EquatableArray<string> options)
    {
        foreach (string option in options)
        {
            if (FileName.IsMatch(option))
                return true;
        }

        return false;
    }

    /// <summary>
    /// What a core node fills from a folder is a list of files whatever they are called: folders, or the built-in entries only.
    /// </summary>
    /// <param name="inputs">The inputs of a class.</param>
    /// <param name="core">The same class of the built-in catalog; null when it has none.</param>
    public static EquatableArray<InputSpec> AsInCore(EquatableArray<InputSpec> inputs, NodeClass? core) =>
        core is null || !core.Inputs.Any(input => input.Kind == InputKind.File)
            ? inputs
            : inputs.Select(input => IsFile(core, input) ? input with { Kind = InputKind.File } : input).ToEquatableArray();

    /// <summary>The classes without the names of files, whose lists tell what a machine has.</summary>
    public static EquatableArray<NodeClass> Without(EquatableArray<NodeClass> classes) =>
        classes.Select(node => node with { Inputs = node.Inputs.Select(Without).ToEquatableArray() }).ToEquatableArray();

    private static InputSpec Without(InputSpec input) =>
        input.Kind == InputKind.File ? input with { Options = EquatableArray<string>.Empty, Default = null } : input;

    private static bool IsFile(NodeClass core, InputSpec input) =>
        input.Kind == InputKind.Choice && core.Inputs.Any(known => known.Kind == InputKind.File && known.Name == input.Name);
}
