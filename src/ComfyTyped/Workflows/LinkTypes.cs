namespace ComfyTyped;

/// <summary>Which outputs fit which inputs, by ComfyUI type: <c>IMAGE</c>, <c>IMAGE,MASK</c> for any of several, <c>*</c> or nothing for all.</summary>
internal static class LinkTypes
{
    public const string Any = "*";

    /// <summary>Types that the editor gives a widget instead of a socket.</summary>
    public static bool IsWidget(string type) => type is "INT" or "FLOAT" or "STRING" or "BOOLEAN" or "COMBO";

    public static bool IsAny(string type) => type is Any or "";

    public static bool AreCompatible(string left, string right)
    {
        if (IsAny(left) || IsAny(right) || string.Equals(left, right, StringComparison.OrdinalIgnoreCase))
            return true;
        string[] others = MembersOf(right);
        return MembersOf(left).Any(type => others.Contains(type, StringComparer.OrdinalIgnoreCase));
    }

    private static string[] MembersOf(string type) => type.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
