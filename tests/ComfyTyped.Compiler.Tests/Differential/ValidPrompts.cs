using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ComfyTyped.Compiler.Tests.Generator;
using ComfyTyped.Compiler.Tests.Rules;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>Prompts that a server accepts: our workflows, those of the recordings, one of all kinds of inputs, and one of dynamic combos and growing groups.</summary>
internal static class ValidPrompts
{
    /// <summary>The ComfyUI release: since this one it checks the options of all choices.</summary>
    public const string Version = "0.8.0";

    /// <summary>What the server answers for the class that the catalog leaves to the built-in one.</summary>
    public static JsonNode LoadImage { get; } = JsonNode.Parse(Recordings.Catalog(Version).GetText().ToString())!["LoadImage"]!;

    /// <summary>What the server answers to <c>/object_info</c>. Which pictures it has for LoadImage is no matter of validation.</summary>
    public static JsonObject Catalog { get; } = new(
        from catalog in (string[])[Recordings.Catalog(Version).GetText().ToString(), Text("odd_object_info.json")]
        from entry in JsonNode.Parse(catalog)!.AsObject()
        where entry.Key != "LoadImage"
        select KeyValuePair.Create(entry.Key, WithoutPack(entry.Value!.AsObject())));

    public static JsonObject[] All { get; } =
    [
        .. from text in Shared.Concat(Recorded).Append(Text("odd_workflow.json")).Append(Text("dynamic_workflow.json")).Distinct()
           select JsonNode.Parse(text)!.AsObject(),
    ];

    private static IEnumerable<string> Shared => from name in (string[])["text_to_image.json", "image_upscale.json", "lora_chain.json"] select SharedWorkflows.Text(name);

    private static IEnumerable<string> Recorded =>
        from scenario in Recordings.Valid(Version)
        from file in Recordings.Prompts(Version, scenario)
        select file.GetText().ToString();

    /// <summary>Of custom packs the rules believe that a switch has more slots than the catalog shows; the server judged here has none such.</summary>
    private static JsonNode? WithoutPack(JsonObject definition) =>
        new JsonObject(definition.Where(member => member.Key != "python_module").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static string Text(string name, [CallerFilePath] string thisFile = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, name));
}
