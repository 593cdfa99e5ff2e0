namespace ComfyTyped.Primitives;

/// <summary>The words of a name that a node's author has chosen, however they are put together: <c>api_key</c>, <c>CLIPLoader</c>, <c>image2</c>.</summary>
internal static class NameWords
{
    /// <summary>Splits at everything that is no letter or digit, before a capital that begins a word, and between letters and digits.</summary>
    public static IEnumerable<string> Of(string name)
    {
        int start = 0;
        for (int index = 0; index <= name.Length; index++)
        {
            bool isEnd = index == name.Length || !char.IsLetterOrDigit(name[index]);
            if (!isEnd && !(index > start && IsBoundary(name, index)))
                continue;
            if (index > start)
                yield return name[start..index];
            start = isEnd ? index + 1 : index;
        }
    }

    private static bool IsBoundary(string name, int index)
    {
        char before = name[index - 1];
        char letter = name[index];
        if (char.IsDigit(before) != char.IsDigit(letter))
            return true;
        // In "APIKey" the K begins a word, since a small letter follows it.
        return char.IsUpper(letter) && (char.IsLower(before) || (char.IsUpper(before) && index + 1 < name.Length && char.IsLower(name[index + 1])));
    }
}
