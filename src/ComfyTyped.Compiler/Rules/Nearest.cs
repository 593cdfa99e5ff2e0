namespace ComfyTyped.Compiler.Rules;

/// <summary>Finds what somebody probably meant, by edit distance.</summary>
internal static class Nearest
{
    /// <summary>The candidate that is closest to a text, or null when none is close. Case and punctuation count for nothing.</summary>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        string wanted = Letters(text);
        int best = Math.Max(1, wanted.Length / 4) + 1;
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

    private static string Letters(string text) => new(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).ToArray());

    private static int Distance(string left, string right)
    {
        int[] previous = Enumerable.Range(0, right.Length + 1).ToArray();
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
