using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes an input that takes several ComfyUI types: each of them can be assigned, and nothing else compiles.</summary>
internal static class UnionWriter
{
    private const string Runtime = "global::ComfyTyped";
    private const string Any = Runtime + ".AnyInput";
    private const string Conversion = Runtime + ".CompilerServices.InputConversion";
    private const string Value = Runtime + ".CompilerServices.InputValue";

    public static GeneratedFile Write(UnionType union)
    {
        var code = new CodeWriter();
        string contract = $"{Runtime}.CompilerServices.IComfyInput<{union.Name}>";
        code.Line($"namespace {union.Namespace};");
        code.Line();
        code.Line($"/// <summary>An input of one of several types: {string.Join(", ", union.Members.Select(member => XmlDoc.Code(member.Type)))}.</summary>");
        code.Line(GeneratedFile.Attribute);
        using (code.Braces($"public readonly partial struct {union.Name} : {contract}"))
        {
            code.Line($"private readonly {Any} _input;");
            code.Line();
            code.Line($"private {union.Name}({Any} input) => _input = input;");
            code.Line();
            code.Line("/// <summary>Gets whether the prompt has the input at all.</summary>");
            code.Line("public bool IsSet => _input.IsSet;");
            code.Line();
            code.Line("/// <summary>Gets whether it is linked to an output instead of holding a value.</summary>");
            code.Line("public bool IsLink => _input.IsLink;");
            code.Line();
            code.Line($"{Value} {contract}.Value => {Conversion}.ValueOf(_input);");
            foreach (UnionMember member in union.Members)
                WriteLinks(code, union, member);
            WriteConversion(code, union, "Links the input to an output of an open type.", $"{Runtime}.WildcardOutput", "value");
            foreach ((string type, string what) in UnionLiterals.Of(union))
                WriteConversion(code, union, $"Assigns {what}.", type, "value");
            WriteEnd(code, union, contract);
        }
        return new GeneratedFile(HintName.Of("Inputs", union.Name), code.ToString());
    }

    private static void WriteLinks(CodeWriter code, UnionType union, UnionMember member)
    {
        string type = XmlDoc.Code(member.Type);
        WriteConversion(code, union, $"Links the input to an output of the type {type}.", $"{Runtime}.Output<{member.Marker}>", "value");
        WriteConversion(code, union, $"Links the input to the {type} output of a property that is both input and output.", $"{Runtime}.InOut<{member.Marker}>", "value");
        WriteConversion(
            code, union, $"Links the input to what another input of the type {type} is linked to.", $"{Runtime}.Input<{member.Marker}>", $"{Conversion}.ToAny({Conversion}.ValueOf(value))");
    }

    private static void WriteConversion(CodeWriter code, UnionType union, string summary, string from, string expression)
    {
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line("/// <param name=\"value\">What to assign.</param>");
        code.Line($"public static implicit operator {union.Name}({from} value) => new({expression});");
    }

    private static void WriteEnd(CodeWriter code, UnionType union, string contract)
    {
        code.Line();
        code.Line("/// <summary>Takes the input for one that takes anything.</summary>");
        code.Line("/// <param name=\"input\">The input.</param>");
        code.Line($"public static implicit operator {Any}({union.Name} input) => input._input;");
        code.Line();
        code.Line($"static {union.Name} {contract}.From({Value} value) => new({Conversion}.ToAny(value));");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public override string ToString() => _input.ToString();");
    }
}
