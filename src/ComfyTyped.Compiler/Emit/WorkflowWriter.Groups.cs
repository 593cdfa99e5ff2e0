using System.Globalization;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Emit;

/// <content>Nested classes of nodes whose titles share a prefix.</content>
internal static partial class WorkflowWriter
{
    private static void WriteGroupProperty(CodeWriter code, WorkflowClass workflow, NodeGroup group)
    {
        code.Line();
        code.Line($"/// <summary>The nodes whose titles start with {XmlDoc.Code(group.Prefix)}.</summary>");
        code.Line($"public {GroupType(workflow, group)} {group.PropertyName} {{ get; }}");
    }

    private static void WriteGroup(CodeWriter code, WorkflowClass workflow, NodeGroup group)
    {
        code.Line();
        code.Line($"/// <summary>The nodes whose titles start with {XmlDoc.Code(group.Prefix)}.</summary>");
        code.Line(GeneratedFile.Attribute);
        string type = GroupType(workflow, group);
        using (code.Braces($"public sealed class {type}"))
        {
            code.Line($"private readonly {workflow.Name} workflow;");
            code.Line();
            code.Line($"internal {type}({workflow.Name} workflow) => this.workflow = workflow;");
            foreach (NodeGroupMember member in group.Members)
            {
                code.Line();
                int index = IndexOf(workflow, member.NodeProperty);
                code.Line($"/// <summary>The same node as <see cref=\"{workflow.Name}.{member.NodeProperty}\"/>.</summary>");
                code.Line($"public {workflow.NodeTypes[index]} {member.PropertyName} => workflow.{member.NodeProperty};");
            }
            WriteIndexer(code, workflow, group);
        }
    }

    /// <summary>The indexer of a group of which some titles end in numbers: <c>workflow.Switch[1]</c>.</summary>
    private static void WriteIndexer(CodeWriter code, WorkflowClass workflow, NodeGroup group)
    {
        List<NodeGroupMember> members = group.Members.Where(member => member.Number is not null).OrderBy(member => member.Number).ToList();
        if (members.Count == 0)
            return;
        List<string> types = members.Select(member => workflow.NodeTypes[IndexOf(workflow, member.NodeProperty)]).Distinct(StringComparer.Ordinal).ToList();
        code.Line();
        code.Line($"/// <summary>The node whose title is {XmlDoc.Code(group.Prefix)} and a number.</summary>");
        code.Line("/// <param name=\"number\">The number.</param>");
        code.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">No title has the number.</exception>");
        using (code.Braces($"public {(types.Count == 1 ? types[0] : "global::ComfyTyped.ComfyNode")} this[int number] => number switch", "};"))
        {
            foreach (NodeGroupMember member in members)
                code.Line($"{Number(member)} => workflow.{member.NodeProperty},");
            string known = CSharpLiteral.String($"The numbers of the titles {group.Prefix}... are {string.Join(", ", members.Select(Number))}.");
            code.Line($"_ => throw new global::System.ArgumentOutOfRangeException(nameof(number), number, {known}),");
        }
    }

    private static string Number(NodeGroupMember member) => member.Number!.Value.ToString(CultureInfo.InvariantCulture);

    // A property may already be called as the group's type would be.
    private static string GroupType(WorkflowClass workflow, NodeGroup group)
    {
        string name = group.PropertyName + "Group";
        while (name == workflow.Name || workflow.Model.Nodes.Any(node => node.PropertyName == name) || workflow.Model.Groups.Any(other => other.PropertyName == name))
            name += "_";
        return name;
    }

    private static int IndexOf(WorkflowClass workflow, string property)
    {
        for (int i = 0; i < workflow.Model.Nodes.Count; i++)
        {
            if (workflow.Model.Nodes[i].PropertyName == property)
                return i;
        }
        throw new InvalidOperationException($"No node is held by {property}.");
    }
}
