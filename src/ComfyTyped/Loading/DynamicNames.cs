using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>Names the nodes of a workflow that no class was made of: by title, by the prompt that they encode, or by class; where several would have one name, by class and id.</summary>
/// <param name="template">The workflow.</param>
internal sealed class DynamicNames(WorkflowTemplate template)
{
    private readonly ILookup<string?, NodeTemplate> _titles = template.Nodes.ToLookup(node => node.Title, StringComparer.Ordinal);
    private readonly ILookup<string, NodeTemplate> _classes = template.Nodes.ToLookup(DynamicNode.ClassTypeOf, StringComparer.Ordinal);
    private readonly HashSet<string> _positive = Suppliers(template, "positive");
    private readonly HashSet<string> _negative = Suppliers(template, "negative");
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public string Of(NodeTemplate node)
    {
        string classType = DynamicNode.ClassTypeOf(node);
        string? name = !string.IsNullOrEmpty(node.Title) && _titles[node.Title].Count() == 1 ? node.Title
            : RoleOf(node) ?? (_classes[classType].Count() == 1 ? classType : null);
        string unique = $"{classType} {node.Id}";
        return name is not null && _used.Add(name) ? name : _used.Add(unique) ? unique : $"{unique} ({node.Id})";
    }

    private string? RoleOf(NodeTemplate node) => !Array.Exists(node.Inputs, input => input.Name == "text") ? null
        : (_positive.Contains(node.Id), _negative.Contains(node.Id)) switch
        {
            (true, false) => "PositivePrompt",
            (false, true) => "NegativePrompt",
            _ => null,
        };

    private static HashSet<string> Suppliers(WorkflowTemplate template, string input) =>
        [.. template.Nodes.SelectMany(node => node.Inputs).Where(token => token.Name == input).Select(token => token.LinkedId).OfType<string>()];
}
