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

    /// <summary>The one core class that looks for its file and has no mark to this day (0.8.0, <c>nodes.py</c>).</summary>
    private const string CheckedWithoutMark = "LoadLatent";

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
    /// What a core node fills from a folder is a list of files whatever they are called: folders, or the built-in entries only. And where the
    /// server looks for the file itself (<c>VALIDATE_INPUTS</c> of LoadImage and its like), it always did, also before catalogs had a mark for it.
    /// </summary>
    /// <param name="inputs">The inputs of a class.</param>
    /// <param name="core">The same class of the built-in catalog; null when it has none.</param>
    public static EquatableArray<InputSpec> AsInCore(EquatableArray<InputSpec> inputs, NodeClass? core) =>
        core is null || !core.Inputs.Any(input => input.Kind == InputKind.File)
            ? inputs
            : inputs.Select(input => AsInCore(input, core)).ToEquatableArray();

    /// <summary>The classes without the names of files, whose lists tell what a machine has.</summary>
    public static EquatableArray<NodeClass> Without(EquatableArray<NodeClass> classes) =>
        classes.Select(node => node with { Inputs = node.Inputs.Select(Without).ToEquatableArray() }).ToEquatableArray();

    // A list that can only be linked, or of which several are chosen, is documented all the same.
    private static InputSpec Without(InputSpec input) =>
        input.Kind == InputKind.File || input.TakesOtherFiles || HasFile(input.Options) ? input with { Options = EquatableArray<string>.Empty, Default = null } : input;

    private static InputSpec AsInCore(InputSpec input, NodeClass core) =>
        input.Kind is InputKind.Choice or InputKind.File && core.Inputs.FirstOrDefault(known => known.Kind == InputKind.File && known.Name == input.Name) is { } file
            ? input with { Kind = InputKind.File, TakesOtherFiles = input.TakesOtherFiles || file.TakesOtherFiles || core.ClassType == CheckedWithoutMark }
            : input;
}
