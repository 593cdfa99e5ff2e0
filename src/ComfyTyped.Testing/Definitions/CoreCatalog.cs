using System.Text.Json;

namespace ComfyTyped.Testing.Definitions;

/// <summary>The facts of ComfyUI's core node classes, embedded in this assembly.</summary>
internal static class CoreCatalog
{
    private const string ResourceName = "core_object_info.json";

    private static readonly Lazy<Dictionary<string, JsonElement>> Entries = new(Load);

    public static IEnumerable<string> ClassTypes => Entries.Value.Keys;

    public static JsonElement? Find(string classType) => Entries.Value.TryGetValue(classType, out JsonElement entry) ? entry : null;

    private static Dictionary<string, JsonElement> Load()
    {
        using Stream stream = typeof(CoreCatalog).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value.Clone(), StringComparer.Ordinal);
    }
}
