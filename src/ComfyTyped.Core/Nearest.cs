namespace ComfyTyped.Core;

/// <summary>Finds what somebody probably meant, by edit distance.</summary>
internal static class Nearest
{
    /// <summary>The candidate that is closest to a text, or null when none is close. Case and punctuation count for nothing.</summary>
    public static string? Of(string text, IEnumerable<string> candidates) => Of(text, candidates, int.MaxValue);

    /// <summary>
    /// The file that is closest to a name: the same but for folder or extension, or with two other letters at most. Names of models are long and alike,
    /// and another model is not what somebody meant.
    /// </summary>
    public static string? OfFiles(string text, IReadOnlyCollection<string> files) =>
        files.Where(file => string.Equals(Stem(file), Stem(text), StringComparison.OrdinalIgnoreCase)).OrderBy(file => file, StringComparer.Ordinal).FirstOrDefault()
        ?? Of(text, files, 2);

    private static string? Of(string text, IEnumerable<string> candidates, int farthest)
    {
        string wanted = Letters(text);
        int best = Math.Min(farthest, Math.Max(1, wanted.Length / 4)) + 1;
        string? nearest = null;
        foreach (string candidate in candidates)
        {
            string letters = Letters(candidate);
            if (Math.Abs(letters.Length - wanted.Length) >= best)
                continue;
            int distance = Distance(wanted, letters);
            if (distance < best || (distance == best && nearest is not null && string.CompareOrdinal(candidate, nearest) < 0))
                (best, nearest) = (distance, candidate);
        }

        return nearest;
    }

    /// <summary>The end of a message: <c>; did you mean 'euler'?</c>, or nothing.</summary>
    public static string Hint(string text, IEnumerable<string> candidates) =>
        Of(text, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static string Stem(string file)
    {
        string name = file.Substring(file.LastIndexOfAny(['/', '\\']) + 1);
        return name.LastIndexOf('.') is var dot and > 0 ? name.Substring(0, dot) : name;
    }

    private static string Letters(string text) => new(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).ToArray());

    /// <summary>Letters to add, drop, replace, or swap with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        int[] beforeLast = new int[right.Length + 1];
        int[] last = Enumerable.Range(0, right.Length + 1).ToArray();
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }
}
