using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes the type of a dynamic combo: a method per case, a property per input, and its schema.</summary>
internal static class ComboWriter
{
    private const string Services = "global::ComfyTyped.CompilerServices";

    public static GeneratedFile Write(ComboType combo)
    {
        var code = new CodeWriter();
        code.Line($"namespace {combo.Namespace};");
        code.Line();
        code.Line($"/// <summary>The cases of {XmlDoc.Code(combo.Input)}, each with inputs of its own. Assign one to a node; what is read from a node is a view on it.</summary>");
        code.Line(GeneratedFile.Attribute);
        using (code.Braces($"public sealed partial class {combo.Name} : global::ComfyTyped.DynamicInput"))
        {
            WriteSchema(code, combo);
            using (code.Braces($"internal {combo.Name}({Services}.InputScope scope)\n    : base(scope)"))
            {
            }
            foreach (ComboProperty property in combo.Inputs)
                WriteProperty(code, combo.Input, property);
            foreach (ComboCase @case in combo.Cases)
                ComboCaseWriter.Write(code, combo, @case);
            code.Line();
            code.Line("/// <summary>Selects a case that the catalog does not have, without inputs.</summary>");
            code.Line("/// <param name=\"key\">The option as the server knows it.</param>");
            code.Line("/// <returns>The case.</returns>");
            code.Line($"public static {combo.Name} Case(string key) => new(new {Services}.InputScope(key));");
        }
        return new GeneratedFile(HintName.Of("Combos", combo.Name), code.ToString());
    }

    /// <summary>The field that has the members of a list.</summary>
    public static string GrowthField(InputProperty list) => $"growthOf{list.Name}";

    private static void WriteSchema(CodeWriter code, ComboType combo)
    {
        using (code.Braces($"internal static readonly {Services}.CaseSchema[] Cases =", "};"))
        {
            foreach (ComboCase @case in combo.Cases)
            {
                string key = CSharpLiteral.String(@case.Key);
                code.Line($"new {Services}.CaseSchema({key}{(@case.Parameters.Count == 0 ? ")," : ",")}");
                for (int i = 0; i < @case.Parameters.Count; i++)
                {
                    InputProperty input = @case.Parameters[i].Input;
                    string end = i == @case.Parameters.Count - 1 ? ")," : ",";
                    code.Line($"    new {Services}.{SchemaWriter.Input(input, CSharpLiteral.String(input.Name))}{end}");
                }
            }
        }
        code.Line();
        foreach (InputProperty list in combo.Inputs.Select(property => property.Input).Where(input => input.IsList))
        {
            code.Line($"private static readonly {Services}.GrowthSchema {GrowthField(list)} = {SchemaWriter.Growth(list.Spec.Growth!)};");
            code.Line();
        }
    }

    private static void WriteProperty(CodeWriter code, string combo, ComboProperty property)
    {
        InputProperty input = property.Input;
        string name = CSharpLiteral.String(input.Spec.Name);
        code.Line();
        code.Line($"/// <summary>{InputDoc.Summary(input.Spec)} Of {string.Join(", ", property.Keys.Select(XmlDoc.Code))}.</summary>");
        string remarks = InputDoc.Remarks(input.Spec);
        if (remarks.Length > 0)
            code.Line($"/// <remarks>{remarks}</remarks>");
        if (input.IsList)
        {
            code.Line($"public {input.Type} {input.Name} => Scope.List<{input.ElementType}>({name}, {GrowthField(input)});");
            return;
        }
        if (RangeAttribute.Of(combo, input.Spec) is { } range)
            code.Line(range);
        using (code.Braces($"public {input.Type} {input.Name}"))
        {
            code.Line(input.IsCombo ? $"get => new(Scope.Nested({name}));" : $"get => Scope.Get<{input.Type}>({name});");
            code.Line(input.IsCombo ? $"set => Scope.SetNested({name}, value);" : $"set => Scope.Set({name}, value);");
        }
    }
}
