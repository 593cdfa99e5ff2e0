using System.Globalization;
using System.Text;

namespace ComfyTyped.Benchmarks;

/// <summary>
/// What a server with many node packs answers to <c>/object_info</c>: the core nodes and as many made-up custom nodes as make five
/// million characters, in one line and with the spaces that Python writes. The same text on every run.
/// </summary>
internal static class LargeCatalog
{
    private const int Length = 5_000_000;
    private const int NodesPerPack = 40;
    private const int DistinctLists = 97;

    /// <summary>The first custom nodes are those that the workflows use.</summary>
    public static string ClassType(int number) => string.Create(CultureInfo.InvariantCulture, $"Image Tool {number:000} (pack-{number / NodesPerPack:00})");

    /// <summary>An option of a choice of a custom node. Nodes whose numbers are far apart have the same ones.</summary>
    public static string Option(string stem, int number, int index) => string.Create(CultureInfo.InvariantCulture, $"{stem}_{number % DistinctLists}_{index}");

    public static string Text { get; } = Write();

    private static string Write()
    {
        string core = Resources.CoreCatalog.Trim();
        var text = new StringBuilder(core, 0, core.Length - 1, Length);
        for (int number = 0; text.Length < Length; number++)
            text.Append(", ").Append(Node(number));
        return text.Append('}').ToString();
    }

    private static string Node(int number) => $$$"""
        "{{{ClassType(number)}}}": {"input": {"required": {"image": ["IMAGE"],
        "mode": [[{{{Names("mode", 24, number)}}}], {"default": "{{{Option("mode", number, 0)}}}", "tooltip": "Selects how the tool treats the colours of the picture."}],
        "model_name": [[{{{Names("models/tool_v", 40, number)}}}], {"tooltip": "The model file. Put it below models/tools."}],
        "steps": ["INT", {"default": 20, "min": 1, "max": 10000, "step": 1, "display": "number", "tooltip": "How often the tool is applied, one after the other."}],
        "seed": ["INT", {"default": 0, "min": 0, "max": 18446744073709551615, "control_after_generate": true, "tooltip": "Where the noise starts."}],
        "strength": ["FLOAT", {"default": 1.0, "min": 0.0, "max": 10.0, "step": 0.01, "round": 0.001, "tooltip": "Zero leaves the picture as it is."}],
        "invert": ["BOOLEAN", {"default": false, "label_on": "yes", "label_off": "no"}]},
        "optional": {"mask": ["MASK"], "note": ["STRING", {"default": "", "multiline": true}], "pipe": ["TOOL_PIPE_{{{number / NodesPerPack}}}"]},
        "hidden": {"prompt": "PROMPT", "unique_id": "UNIQUE_ID"}},
        "input_order": {"required": ["image", "mode", "model_name", "steps", "seed", "strength", "invert"], "optional": ["mask", "note", "pipe"], "hidden": ["prompt", "unique_id"]},
        "output": ["IMAGE", "MASK", "TOOL_PIPE_{{{number / NodesPerPack}}}"], "output_is_list": [false, false, false], "output_name": ["image", "mask", "pipe"],
        "name": "{{{ClassType(number)}}}", "display_name": "\ud83d\udd27 Image Tool {{{number}}}", "description": "Treats a picture with the tool of this number.",
        "python_module": "custom_nodes.pack-{{{number / NodesPerPack}}}", "category": "tools/pack {{{number / NodesPerPack}}}", "output_node": false}
        """.Replace("\r", "", StringComparison.Ordinal).Replace('\n', ' ');

    private static string Names(string stem, int count, int number) =>
        string.Join(", ", Enumerable.Range(0, count).Select(index => $"\"{Option(stem, number, index)}\""));
}
