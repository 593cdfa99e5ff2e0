using System.Globalization;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes the class of a workflow file.</summary>
internal static partial class WorkflowWriter
{
    private const int MaxDefaults = 12;

    public static GeneratedFile Write(WorkflowClass workflow)
    {
        var code = new CodeWriter();
        code.Line($"namespace {workflow.Namespace};");
        code.Line();
        code.Line($"/// <summary>The workflow of {XmlDoc.Code(workflow.Model.FileName)}: {Count(workflow.Model.Nodes.Count)}. A new object is as the file has it.</summary>");
        code.Line(GeneratedFile.Attribute);
        using (code.Braces($"public sealed partial class {workflow.Name} : global::ComfyTyped.ComfyWorkflow<{workflow.Name}.Result>"))
        {
            WriteTemplate(code, workflow.Model);
            code.Line();
            WriteConstructor(code, workflow);
            for (int i = 0; i < workflow.Model.Nodes.Count; i++)
                WriteNode(code, workflow.Model.Nodes[i], workflow.NodeTypes[i]);
            foreach (NodeGroup group in workflow.Model.Groups)
                WriteGroupProperty(code, workflow, group);
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("protected override Result CreateResult(global::ComfyTyped.RunOutputs outputs) => new(this, outputs);");
            code.Line();
            WriteResult(code, workflow);
            foreach (NodeGroup group in workflow.Model.Groups)
                WriteGroup(code, workflow, group);
        }
        return new GeneratedFile(HintName.Of("Workflows", $"{workflow.Namespace}.{workflow.Name}".Replace("@", "")), code.ToString());
    }

    private static void WriteConstructor(CodeWriter code, WorkflowClass workflow)
    {
        code.Line("/// <summary>Makes a workflow with the nodes, links and values of the file.</summary>");
        using (code.Braces($"public {workflow.Name}()\n    : base(template)"))
        {
            for (int i = 0; i < workflow.Model.Nodes.Count; i++)
            {
                string property = workflow.Model.Nodes[i].PropertyName;
                code.Line($"{property} = Attach(new {workflow.NodeTypes[i]}(), {i}, nameof({property}));");
            }
            foreach (NodeGroup group in workflow.Model.Groups)
                code.Line($"{group.PropertyName} = new {GroupType(workflow, group)}(this);");
        }
    }

    private static void WriteNode(CodeWriter code, NodeModel node, string type)
    {
        code.Line();
        string title = node.Title is null ? "The node" : $"“{XmlDoc.Escape(node.Title)}”:";
        code.Line($"/// <summary>{title} {XmlDoc.Code(node.ClassType)}, node {XmlDoc.Code(node.Id)}.</summary>");
        if (node.Literals.Count > 0)
            code.Line($"/// <remarks>In the file: {Defaults(node)}.</remarks>");
        code.Line($"public {type} {node.PropertyName} {{ get; }}");
    }

    private static string Defaults(NodeModel node)
    {
        IEnumerable<string> shown = node.Literals.Take(MaxDefaults).Select(literal => XmlDoc.Code($"{literal.Input} = {literal.Token}"));
        int more = node.Literals.Count - MaxDefaults;
        return string.Join(", ", shown) + (more > 0 ? $" and {more.ToString(CultureInfo.InvariantCulture)} more" : "");
    }

    private static string Count(int nodes) => nodes == 1 ? "1 node" : $"{nodes.ToString(CultureInfo.InvariantCulture)} nodes";
}
