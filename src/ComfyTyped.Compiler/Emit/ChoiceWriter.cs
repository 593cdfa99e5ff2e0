using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes the types of all lists of options into one file: the compiler looks at every generated file again after each edit, and there are many lists.</summary>
internal static class ChoiceWriter
{
    public static GeneratedFile Write(EquatableArray<ChoiceType> choices)
    {
        var code = new CodeWriter();
        code.Line($"namespace {choices[0].Namespace};");
        foreach (ChoiceType choice in choices)
            WriteType(code, choice);
        return new GeneratedFile("Choices.g.cs", code.ToString());
    }

    private static void WriteType(CodeWriter code, ChoiceType choice)
    {
        code.Line();
        code.Line($"/// <summary>The known options of {XmlDoc.Code(choice.Input)}. A server may have others: any string can be assigned to the input.</summary>");
        code.Line("/// <param name=\"Value\">The option as the server knows it.</param>");
        code.Line(GeneratedFile.Attribute);
        using (code.Braces($"public readonly partial record struct {choice.Name}(string Value) : global::ComfyTyped.CompilerServices.IComfyChoice<{choice.Name}>"))
        {
            foreach (ChoiceMember member in choice.Members)
                WriteMember(code, choice, member);
            WriteOptions(code, choice);
            code.Line($"static {choice.Name} global::ComfyTyped.CompilerServices.IComfyChoice<{choice.Name}>.From(string value) => new(value);");
            code.Line();
            code.Line("/// <summary>Gives the option as the server knows it.</summary>");
            code.Line("/// <returns>The option.</returns>");
            code.Line("public override string ToString() => Value;");
        }
    }

    private static void WriteOptions(CodeWriter code, ChoiceType choice)
    {
        code.Line("/// <summary>Gets all known options, in the order of the catalog.</summary>");
        code.Line("public static global::System.Collections.Generic.IReadOnlyList<string> Options { get; } =");
        code.Line($"    new[] {{ {string.Join(", ", choice.Members.Select(member => CSharpLiteral.String(member.Value)))} }};");
        code.Line();
    }

    private static void WriteMember(CodeWriter code, ChoiceType choice, ChoiceMember member)
    {
        code.Line($"/// <summary>Gets the option {XmlDoc.Code(member.Value)}.</summary>");
        code.Line($"[global::ComfyTyped.CompilerServices.ChoiceOption({CSharpLiteral.String(member.Value)})]");
        code.Line($"public static {choice.Name} {member.Name} => new({CSharpLiteral.String(member.Value)});");
        code.Line();
    }
}
