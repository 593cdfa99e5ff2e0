using System.Security.Cryptography;
using ComfyTyped.Testing.Painting;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Nodes that read pictures from the server's folders.</summary>
internal static class LoadImageNodes
{
    /// <summary>The size of the empty mask of a picture without transparency.</summary>
    private const int EmptyMaskEdge = 64;

    public static IEnumerable<NodeBehavior> All(DataDirectory data) =>
        [Loader("LoadImage", data, DataDirectory.Input), Loader("LoadImageOutput", data, DataDirectory.Output)];

    private static NodeBehavior Loader(string classType, DataDirectory data, string folder) =>
        new(NodeDefinition.Core(classType), node => Load(node, data, folder))
        {
            Validate = new NodeInputCheck("image", inputs => Problem(inputs, data, folder)),
            Fingerprint = inputs => Fingerprint(inputs, data, folder),
        };

    private static NodeResult Load(NodeContext node, DataDirectory data, string folder)
    {
        string name = node.Inputs.String("image");
        string path = Find(data, name, folder)
            ?? throw new NodeExecutionException("FileNotFoundError", $"[Errno 2] No such file or directory: '{name}'");
        Picture picture = Picture.Decode(File.ReadAllBytes(path));
        Picture mask = picture.IsOpaque ? new Canvas(EmptyMaskEdge, EmptyMaskEdge).ToPicture() : ImageMath.TransparencyMask(picture);
        return NodeResult.Of(new[] { ImageMath.WithoutAlpha(picture) }, new[] { mask });
    }

    private static string? Problem(NodeInputs inputs, DataDirectory data, string folder) =>
        inputs.Has("image") && Find(data, inputs.String("image"), folder) is null ? $"Invalid image file: {inputs.String("image")}" : null;

    /// <summary>What makes a loaded picture another one: the bytes of its file.</summary>
    private static string Fingerprint(NodeInputs inputs, DataDirectory data, string folder) =>
        inputs.Has("image") && Find(data, inputs.String("image"), folder) is { } path
            ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))
            : "";

    /// <summary>The file that an annotated name means, or <c>null</c> when there is none in the server's folders.</summary>
    private static string? Find(DataDirectory data, string annotatedName, string folder)
    {
        (string name, string? type) = DataDirectory.Annotated(annotatedName);
        return DataDirectory.Resolve(data.Folder(type ?? folder)!, name) is { } path && File.Exists(path) ? path : null;
    }
}
