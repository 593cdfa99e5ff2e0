using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Emit;

/// <content>The nested result class: one property per output node.</content>
internal static partial class WorkflowWriter
{
    private static void WriteResult(CodeWriter code, WorkflowClass workflow)
    {
        code.Line($"/// <summary>What a run of {XmlDoc.Code(workflow.Model.FileName)} made: one property per output node.</summary>");
        code.Line(GeneratedFile.Attribute);
        using (code.Braces("public sealed partial class Result : global::ComfyTyped.ComfyResult"))
        {
            List<NodeModel> outputs = workflow.Model.Nodes.Where(node => node.IsOutput).ToList();
            using (code.Braces($"internal Result({workflow.Name} workflow, global::ComfyTyped.RunOutputs outputs)\n    : base(outputs)"))
            {
                foreach (NodeModel node in outputs)
                    code.Line($"{node.PropertyName} = outputs.Get(workflow.{node.PropertyName});");
            }
            for (int i = 0; i < workflow.Model.Nodes.Count; i++)
            {
                NodeModel node = workflow.Model.Nodes[i];
                if (!node.IsOutput)
                    continue;
                code.Line();
                code.Line($"/// <summary>Gets what the {XmlDoc.Code(node.ClassType)} node {XmlDoc.Code(node.Title ?? node.Id)} made.</summary>");
                code.Line($"public {workflow.OutputTypes[i]} {node.PropertyName} {{ get; }}");
            }
        }
    }
}
