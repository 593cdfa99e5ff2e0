using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes node classes.</summary>
internal static class NodeWriter
{
    private const string Services = "global::ComfyTyped.CompilerServices";

    public static GeneratedFile Write(NodeFile file)
    {
        var code = new CodeWriter();
        code.Line($"namespace {file.Nodes[0].Namespace};");
        foreach (NodeType node in file.Nodes)
            WriteClass(code, node);
        return new GeneratedFile(HintName.Of("Nodes", file.Name), code.ToString());
    }

    private static void WriteClass(CodeWriter code, NodeType node)
    {
        code.Line();
        WriteDoc(code, node.Class);
        code.Line(GeneratedFile.Attribute);
        using (code.Braces($"public sealed partial class {node.Name} : {node.BaseType}"))
        {
            WriteSchema(code, node);
            code.Line();
            WriteConstructor(code, node);
            for (int i = 0; i < node.Inputs.Count; i++)
                WriteInput(code, node.Class.ClassType, node.Inputs[i], i);
            foreach (OutputProperty output in node.Outputs)
                WriteOutput(code, output);
        }
    }

    private static void WriteDoc(CodeWriter code, NodeClass node)
    {
        string title = node.DisplayName is null ? XmlDoc.Code(node.ClassType) : $"{XmlDoc.Escape(node.DisplayName)} ({XmlDoc.Code(node.ClassType)})";
        string category = node.Category is null ? "" : $", of the category {XmlDoc.Code(node.Category)}";
        code.Line($"/// <summary>The node {title}{category}.</summary>");
        if (!node.IsKnown)
            code.Line("/// <remarks>No catalog describes this class; its inputs and outputs are what the workflow files show.</remarks>");
        else if (node.IsDeprecated || node.IsExperimental)
            code.Line($"/// <remarks>The catalog marks it {(node.IsDeprecated ? "deprecated" : "experimental")}.</remarks>");
    }

    private static void WriteSchema(CodeWriter code, NodeType node)
    {
        code.Line($"private static readonly {Services}.NodeSchema schema = new(");
        string facts = SchemaWriter.Facts(node.Class);
        string end = facts.Length == 0 ? ");" : ")";
        code.Line($"    {CSharpLiteral.String(node.Class.ClassType)}{(node.Inputs.Count > 0 ? "," : end)}");
        for (int i = 0; i < node.Inputs.Count; i++)
            code.Line($"    new {Services}.{SchemaWriter.Input(node.Inputs[i])}{(i == node.Inputs.Count - 1 ? end : ",")}");
        if (facts.Length > 0)
            code.Line($"   {facts};");
    }

    private static void WriteConstructor(CodeWriter code, NodeType node)
    {
        code.Line("/// <summary>Makes a node without inputs.</summary>");
        using (code.Braces($"public {node.Name}()\n    : base(schema)"))
        {
        }
    }

    private static void WriteInput(CodeWriter code, string classType, InputProperty input, int index)
    {
        code.Line();
        if (input.IsCombo || input.IsList)
        {
            WriteGroup(code, input, index);
            return;
        }
        string output = input.OutputSlot < 0 ? "" : $" Reading it gives the node's own {XmlDoc.Code(input.Spec.Type)} output, slot {input.OutputSlot}.";
        code.Line($"/// <summary>{InputDoc.Summary(input.Spec)}{output}</summary>");
        string remarks = InputDoc.Remarks(input.Spec);
        if (remarks.Length > 0)
            code.Line($"/// <remarks>{remarks}</remarks>");
        if (RangeAttribute.Of(classType, input.Spec) is { } range)
            code.Line(range);
        using (code.Braces($"public {input.Type} {input.Name}"))
        {
            code.Line(input.OutputSlot < 0
                ? $"get => Get<{input.Type}>({index});"
                : $"get => GetInOut<{MarkerOf(input.Type)}>({index}, {input.OutputSlot});");
            code.Line($"set => Set({index}, value);");
        }
    }

    private static void WriteGroup(CodeWriter code, InputProperty input, int index)
    {
        code.Line($"/// <summary>{InputDoc.Summary(input.Spec)}</summary>");
        string remarks = InputDoc.Remarks(input.Spec);
        if (remarks.Length > 0)
            code.Line($"/// <remarks>{remarks}</remarks>");
        if (input.IsList)
        {
            code.Line($"public {input.Type} {input.Name} => GetList<{input.ElementType}>({index});");
            return;
        }
        using (code.Braces($"public {input.Type} {input.Name}"))
        {
            code.Line($"get => new(GetScope({index}));");
            code.Line($"set => SetScope({index}, value);");
        }
    }

    private static void WriteOutput(CodeWriter code, OutputProperty output)
    {
        code.Line();
        string name = output.Spec.Name is null ? "" : $" {XmlDoc.Code(output.Spec.Name)}";
        code.Line($"/// <summary>The output{name} of slot {output.Spec.Slot}: {(output.Spec.Type == "*" ? "anything" : XmlDoc.Code(output.Spec.Type))}.</summary>");
        code.Line($"public {output.Type} {output.Name} => new(this, {output.Spec.Slot});");
    }

    private static string MarkerOf(string type) => type.Substring(type.IndexOf('<') + 1).TrimEnd('>');
}
