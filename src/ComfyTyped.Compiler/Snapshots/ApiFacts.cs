using System.Text.RegularExpressions;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Snapshots;

/// <summary>Lists what the class of a workflow file offers: nodes, their inputs and outputs, groups, and the members of the result.</summary>
internal static class ApiFacts
{
    private static readonly Regex Qualifier = new(@"global::(?:@?\w+\.)*", RegexOptions.CultureInvariant);

    private static readonly Regex FileList = new(@"\bFileInput<[^<>]*>", RegexOptions.CultureInvariant);

    /// <summary>The class first, then the others in ordinal order of their names.</summary>
    /// <param name="fullName">The full name of the class.</param>
    /// <param name="model">The workflow.</param>
    /// <param name="types">The C# types of the project.</param>
    public static EquatableArray<ApiFact> Of(string fullName, WorkflowModel model, ProjectTypes types)
    {
        var facts = new List<ApiFact>();
        var nodes = new Dictionary<string, ApiFact>(StringComparer.Ordinal);
        foreach (NodeModel node in model.Nodes)
        {
            NodeType type = types.Nodes.FindOrdinal(node.ClassType, type => type.Class.ClassType)!;
            var fact = new ApiFact(node.PropertyName, type.Name, node.Id);
            nodes[fact.Name] = fact;
            facts.AddRange(MembersOf(fact, type, types));
            if (node.IsOutput)
                facts.Add(new ApiFact("Result." + node.PropertyName, Short(OutputKinds.Of(node.ClassType)), node.Id));
        }

        facts.AddRange(nodes.Values);
        foreach (NodeGroup group in model.Groups)
            facts.AddRange(group.Members.Select(member => nodes[member.NodeProperty] with { Name = $"{group.PropertyName}.{member.PropertyName}" }));
        return facts
            .OrderBy(fact => fact.Name, StringComparer.Ordinal)
            .Prepend(new ApiFact(ApiFact.ClassName, fullName, ""))
            .ToEquatableArray();
    }

    private static IEnumerable<ApiFact> MembersOf(ApiFact node, NodeType type, ProjectTypes types) => type.Inputs
        .SelectMany(input => WithNested(input, types))
        .Concat(type.Outputs.Select(output => (output.Name, output.Type)))
        .Select(member => new ApiFact($"{node.Name}.{member.Name}", Short(member.Type), node.NodeId));

    /// <summary>An input, and those of the cases of a dynamic combo.</summary>
    private static IEnumerable<(string Name, string Type)> WithNested(InputProperty input, ProjectTypes types)
    {
        IEnumerable<ComboProperty> nested = input.IsCombo ? types.Combos.First(combo => combo.FullName == input.Type).Inputs : [];
        return nested
            .SelectMany(property => WithNested(property.Input, types))
            .Select(member => ($"{input.Name}.{member.Name}", member.Type))
            .Prepend((input.Name, input.Type));
    }

    /// <summary>A file input without the type of its list, which tells what one machine has; code assigns the same to both.</summary>
    public static string WithoutFileList(string type) => FileList.Replace(type, "FileInput");

    private static string Short(string type) => WithoutFileList(Qualifier.Replace(type, ""));
}
