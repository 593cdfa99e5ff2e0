using ComfyTyped.Compiler;

namespace ComfyTyped.Benchmarks;

/// <summary>The embedded workflow files.</summary>
internal static class Resources
{
    public static string FortyNodes { get; } = Read("forty_nodes.json");

    public static IReadOnlyList<string> Workflows { get; } =
        [Read("text_to_image.json"), Read("lora_chain.json"), FortyNodes, Read("image_upscale.json")];

    /// <summary>The catalog that comes with the compiler.</summary>
    public static string CoreCatalog { get; } = Read("core_object_info.json", typeof(WorkflowGenerator));

    private static string Read(string name) => Read(name, typeof(Resources));

    private static string Read(string name, Type neighbor)
    {
        using Stream stream = neighbor.Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
