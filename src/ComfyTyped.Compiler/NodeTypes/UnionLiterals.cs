using ComfyTyped.Compiler.Catalog;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>Which C# literals the members of a union take.</summary>
internal static class UnionLiterals
{
    private static readonly (string Type, string What)[] Integers =
    [
        ("int", "an integer"),
        ("uint", "an integer"),
        ("long", "an integer"),
        ("ulong", "an integer up to 2^64-1"),
        ("global::ComfyTyped.Seed", "a way to choose a seed for each run"),
    ];

    /// <summary>The C# types, each once, and what they are.</summary>
    public static IEnumerable<(string Type, string What)> Of(UnionType union) => union.Members.SelectMany(member => Of(member.Type)).Distinct();

    private static (string Type, string What)[] Of(string type) => type switch
    {
        TypeName.Int => Integers,
        TypeName.Float => [("double", "a number")],
        TypeName.Boolean => [("bool", "true or false")],
        TypeName.String or TypeName.Combo or "COLOR" => [("string", "a text")],
        _ when TypeName.IsEdited(type) => [("global::System.Text.Json.JsonElement", "any JSON")],
        _ => [],
    };
}
