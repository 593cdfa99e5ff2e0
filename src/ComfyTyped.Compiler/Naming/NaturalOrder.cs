namespace ComfyTyped.Compiler.Naming;

/// <summary>Orders ids as people do: <c>9</c> before <c>10</c>, <c>57:3</c> before <c>57:12</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string left, string right)
    {
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            int order;
            if (IsDigit(left[i]) && IsDigit(right[j]))
                order = CompareNumbers(left, ref i, right, ref j);
            else
                order = left[i++].CompareTo(right[j++]);
            if (order != 0)
                return order;
        }

        int rest = (left.Length - i).CompareTo(right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    private static int CompareNumbers(string left, ref int i, string right, ref int j)
    {
        int leftStart = SkipZeros(left, ref i);
        int rightStart = SkipZeros(right, ref j);
        int length = (i - leftStart).CompareTo(j - rightStart);
        return length != 0 ? length : string.CompareOrdinal(left, leftStart, right, rightStart, i - leftStart);
    }

    private static int SkipZeros(string text, ref int i)
    {
        while (i < text.Length && text[i] == '0')
            i++;
        int start = i;
        while (i < text.Length && IsDigit(text[i]))
            i++;
        return start;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
