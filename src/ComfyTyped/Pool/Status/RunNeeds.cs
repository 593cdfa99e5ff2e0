using ComfyTyped.CompilerServices;
using ComfyTyped.Validation;

namespace ComfyTyped.Pool;

/// <summary>What a run needs of a server, as its workflow was when it was asked for.</summary>
/// <param name="ClassTypes">The node classes.</param>
/// <param name="Options">What its inputs choose from the lists of the server, files above all.</param>
/// <param name="Models">The model files among them: what the server loads for it.</param>
internal sealed record RunNeeds(IReadOnlyCollection<string> ClassTypes, IReadOnlyCollection<OptionNeed> Options, IReadOnlySet<string> Models)
{
    /// <summary>ComfyUI's <c>folder_paths.supported_pt_extensions</c>, and what node packs load.</summary>
    private static readonly string[] ModelExtensions = [".safetensors", ".ckpt", ".gguf", ".pt", ".pt2", ".pth", ".bin", ".pkl", ".sft", ".onnx"];

    public static RunNeeds Of(ComfyWorkflow workflow)
    {
        var graph = new WorkflowGraph(workflow, workflow.Nodes.Select(CheckedNode.AsGenerated));

        // Servers look at the values of nodes that feed an output; any node of an unknown class may be one.
        bool isCertain = graph.Nodes.All(node => node.Schema.IsKnown);
        var options = new HashSet<OptionNeed>();
        foreach (CheckedNode node in graph.Nodes)
        {
            if (!isCertain || graph.IsRun(node))
                options.UnionWith(OptionsOf(node.Node));
        }
        return new RunNeeds(
            workflow.Nodes.Select(node => node.ClassType).ToHashSet(StringComparer.Ordinal),
            options,
            options.Select(option => option.Value).Where(IsModel).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<OptionNeed> OptionsOf(ComfyNode node)
    {
        foreach ((string name, InputValue value) in node.HeldInputs())
        {
            // A file that comes with the run is nothing that a server must have.
            if (value.File is not null)
                continue;
            bool isText = node.Schema.IndexOf(name) >= 0 && node.Schema.TypeOf(name) == "STRING";
            if (!isText && value.AsString() is { } option)
                yield return new OptionNeed(node.ClassType, name, option);
        }
    }

    private static bool IsModel(string value) => Array.Exists(ModelExtensions, extension => value.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An input that chooses from a list of the server.</summary>
/// <param name="ClassType">The class of its node.</param>
/// <param name="Input">Its name.</param>
/// <param name="Value">What it chooses.</param>
internal readonly record struct OptionNeed(string ClassType, string Input, string Value);
