using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes the method that selects a case of a dynamic combo.</summary>
internal static class ComboCaseWriter
{
    public static void Write(CodeWriter code, ComboType combo, ComboCase @case)
    {
        code.Line();
        code.Line($"/// <summary>Selects {XmlDoc.Code(@case.Key)}.</summary>");
        foreach (ComboParameter parameter in @case.Parameters)
        {
            string doc = $"{InputDoc.Summary(parameter.Input.Spec)} {InputDoc.Remarks(parameter.Input.Spec)}".TrimEnd();
            code.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{doc}</param>");
        }
        code.Line("/// <returns>The case.</returns>");
        string scope = $"global::ComfyTyped.CompilerServices.InputScope({CSharpLiteral.String(@case.Key)})";
        string parameters = string.Join(", ", @case.Parameters.Select(parameter => Declaration(combo, parameter)));
        string head = $"public static {combo.Name} {@case.Name}({parameters})";
        if (@case.Parameters.Count == 0)
        {
            code.Line($"{head} => new(new {scope});");
            return;
        }
        using (code.Braces(head))
        {
            code.Line($"var scope = new {scope};");
            foreach (ComboParameter parameter in @case.Parameters)
                code.Lines(Assignment(parameter));
            code.Line("return new(scope);");
        }
    }

    private static string Declaration(ComboType combo, ComboParameter parameter)
    {
        InputProperty input = parameter.Input;
        string range = !input.IsList && RangeAttribute.Of(combo.Input, input.Spec) is { } attribute ? attribute + " " : "";
        string type = input.IsList ? $"global::System.Collections.Generic.IEnumerable<{input.ElementType}>" : input.Type;
        return range + (parameter.IsRequired, input.IsList || input.IsCombo) switch
        {
            (true, _) => $"{type} {parameter.Name}",
            (false, true) => $"{type}? {parameter.Name} = null",
            (false, false) => $"{type} {parameter.Name} = default",
        };
    }

    private static string Assignment(ComboParameter parameter)
    {
        InputProperty input = parameter.Input;
        string name = CSharpLiteral.String(input.Spec.Name);
        string assignment = input.IsList ? $"scope.SetList({name}, {SchemaWriter.Growth(input.Spec.Growth!)}, {parameter.Name});"
            : input.IsCombo ? $"scope.SetNested({name}, {parameter.Name});"
            : $"scope.Set({name}, {parameter.Name});";
        return parameter.IsRequired || !(input.IsList || input.IsCombo) ? assignment : $"if ({parameter.Name} is not null)\n    {assignment}";
    }
}
