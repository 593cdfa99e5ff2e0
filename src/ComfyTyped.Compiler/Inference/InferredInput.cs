using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>What the files tell of an input that no catalog declares.</summary>
/// <param name="Kind">What a caller may assign.</param>
/// <param name="Type">The type of a link into it.</param>
internal sealed record InferredInput(InputKind Kind, string Type)
{
    public static readonly InferredInput Anything = new(InputKind.Any, TypeName.Any);

    /// <summary>
    /// Judges by the values seen and the types of the outputs that feed it; null while a link is all there is and its type is not known.
    /// </summary>
    public static InferredInput? From(InputUsage usage, IEnumerable<string?> sourceTypes)
    {
        ValueKinds literals = usage.Kinds & ~ValueKinds.Link;
        string?[] types = sourceTypes.ToArray();
        if (literals == ValueKinds.None)
            return FromLinks(types);
        InferredInput literal = FromLiterals(literals);
        return types.All(type => type is null || CommonType.Fits(type, literal.Type)) ? literal : Anything;
    }

    private static InferredInput? FromLinks(string?[] types)
    {
        if (types.Length == 0 || types.Any(type => type is null or TypeName.Any))
            return null;
        string type = CommonType.Of(types)!;
        return type == TypeName.Any ? Anything : new InferredInput(KindOfLink(type), type);
    }

    /// <summary>An input that a number, text or truth value is linked to takes a literal of that kind as well.</summary>
    private static InputKind KindOfLink(string type) => type switch
    {
        TypeName.Int => InputKind.Int,
        TypeName.Float => InputKind.Float,
        TypeName.String => InputKind.String,
        TypeName.Boolean => InputKind.Boolean,
        _ => InputKind.Socket,
    };

    private static InferredInput FromLiterals(ValueKinds kinds) => kinds switch
    {
        ValueKinds.Integer or ValueKinds.Float or (ValueKinds.Integer | ValueKinds.Float) => new InferredInput(InputKind.Number, TypeName.Number),
        ValueKinds.String => new InferredInput(InputKind.String, TypeName.String),
        ValueKinds.Boolean => new InferredInput(InputKind.Boolean, TypeName.Boolean),
        _ => Anything,
    };
}
