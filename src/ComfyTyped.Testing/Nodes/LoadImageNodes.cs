using System.Security.Cryptography;
using ComfyTyped.Testing.Painting;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Nodes that read pictures from the server's folders.</summary>
internal static class LoadImageNodes
{
    /// <summary>The size of the empty mask of a picture without transparency.</summary>
    private const int EmptyMaskEdge = 64;

    public static IEnumerable<NodeBehavior> All(DataDirectory data) => [Loader("LoadImage", data), Loader("LoadImageOutput", data)];

    private static NodeBehavior Loader(string classType, DataDirectory data) =>
        new(NodeDefinition.Core(classType), node => Load(node, data))
        {
            Validate = new NodeInputCheck("image", inputs => Problem(inputs, data)),
            Fingerprint = inputs => Fingerprint(inputs, data),
        };

    private static NodeResult Load(NodeContext node, DataDirectory data)
    {
        string name = node.Inputs.String("image");
        string path = Find(data, name)
            ?? throw new NodeExecutionException("FileNotFoundError", $"[Errno 2] No such file or directory: '{name}'");
        Picture picture = Picture.Decode(File.ReadAllBytes(path));
        Picture mask = picture.IsOpaque ? new Canvas(EmptyMaskEdge, EmptyMaskEdge).ToPicture() : ImageMath.TransparencyMask(picture);
        return NodeResult.Of(new[] { ImageMath.WithoutAlpha(picture) }, new[] { mask });
    }

    private static string? Problem(NodeInputs inputs, DataDirectory data) =>
        inputs.Has("image") && Find(data, inputs.String("image")) is null ? $"Invalid image file: {inputs.String("image")}" : null;

    /// <summary>What makes a loaded picture another one: the bytes of its file.</summary>
    private static string Fingerprint(NodeInputs inputs, DataDirectory data) =>
        inputs.Has("image") && Find(data, inputs.String("image")) is { } path
            ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))
            : "";

    /// <summary>
    /// The file that an annotated name means, or <c>null</c> when there is none in the server's folders. A bare name means the input folder for every class:
    /// LoadImageOutput only differs in what its frontend widget lists, which are names with <c>[output]</c>.
    /// </summary>
    private static string? Find(DataDirectory data, string annotatedName)
    {
        (string name, string? type) = DataDirectory.Annotated(annotatedName);
        return DataDirectory.Resolve(data.Folder(type ?? DataDirectory.Input)!, name) is { } path && File.Exists(path) ? path : null;
    }
}
