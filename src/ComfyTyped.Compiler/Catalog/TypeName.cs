namespace ComfyTyped.Compiler.Catalog;

/// <summary>The names of ComfyUI types that mean more than "a socket of this type".</summary>
internal static class TypeName
{
    public const string Any = "*";
    public const string Int = "INT";
    public const string Float = "FLOAT";
    public const string String = "STRING";
    public const string Boolean = "BOOLEAN";
    public const string Combo = "COMBO";
    public const string Conditioning = "CONDITIONING";
    public const string DynamicCombo = "COMFY_DYNAMICCOMBO_V3";
    public const string Autogrow = "COMFY_AUTOGROW_V3";
    public const string MatchType = "COMFY_MATCHTYPE_V3";
    public const string Number = "INT,FLOAT";

    /// <summary>Types whose value is edited in the editor although they are no plain literals: objects, arrays, colours.</summary>
    private static readonly HashSet<string> Edited = new(StringComparer.Ordinal)
    {
        "COLOR", "COLORS", "BOUNDING_BOX", "BOUNDING_BOXES", "CURVE", "RANGE", "VIDEO_EDIT", "IMAGECOMPARE", "RESOLUTION_PREVIEW",
        "WEBCAM", "LOAD_3D", "LOAD_3D_ANIMATION", "LOAD3D_CAMERA", "IMAGEUPLOAD", "AUDIOUPLOAD", "AUDIO_UI", "AUDIO_RECORD",
    };

    /// <summary>Whether literals of the type are no plain ones.</summary>
    public static bool IsEdited(string type) => Edited.Contains(type);

    /// <summary>The members of a union; a type that is no union is its own only member.</summary>
    public static string[] Members(string type) => type.Split(',');

    /// <summary>The type without spaces, and <c>*</c> for the types whose meaning depends on what is connected.</summary>
    public static string Normalize(string type)
    {
        string[] members = type.Split(',')
            .Select(member => member.Trim())
            .Where(member => member.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return members.Length == 0 || members.Any(member => member == Any || IsDynamic(member)) ? Any : string.Join(",", members);
    }

    private static bool IsDynamic(string type) =>
        type.StartsWith("COMFY_", StringComparison.Ordinal) && type.EndsWith("_V3", StringComparison.Ordinal);
}
