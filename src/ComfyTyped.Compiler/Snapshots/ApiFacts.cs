using System.Text.RegularExpressions;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Snapshots;

/// <summary>Lists what the class of a workflow file offers: nodes, their inputs and outputs, groups, and the members of the result.</summary>
internal static class ApiFacts
{
    private static readonly Regex Qualifier = new(@"global::(?:@?\w+\.)*", RegexOptions.CultureInvariant);

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
            facts.AddRange(MembersOf(fact, type));
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

    private static IEnumerable<ApiFact> MembersOf(ApiFact node, NodeType type) => type.Inputs
        .Select(input => (input.Name, input.Type))
        .Concat(type.Outputs.Select(output => (output.Name, output.Type)))
        .Select(member => new ApiFact($"{node.Name}.{member.Name}", Short(member.Type), node.NodeId));

    private static string Short(string type) => Qualifier.Replace(type, "");
}
