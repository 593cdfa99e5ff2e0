using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes the marker of a ComfyUI type.</summary>
internal static class MarkerWriter
{
    public static GeneratedFile Write(MarkerType marker)
    {
        var code = new CodeWriter();
        code.Line($"namespace {marker.Namespace};");
        code.Line();
        code.Line($"/// <summary>ComfyUI's type {XmlDoc.Code(marker.Type)}. It has no members: it keeps links of different types apart.</summary>");
        code.Line(GeneratedFile.Attribute);
        code.Line($"public abstract class {marker.Name};");
        return new GeneratedFile(HintName.Of("Types", marker.Name), code.ToString());
    }
}
