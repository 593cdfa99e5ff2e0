namespace ComfyTyped.Tests.Matrix;

/// <summary>
/// The page with the tables, when <c>COMFYTYPED_MATRIX_PAGE</c> names one: then every cell is run, and each line is put in place of the one that the page has.
/// Otherwise a sample is.
/// </summary>
internal static class MatrixPage
{
    private static readonly SemaphoreSlim Turn = new(1);

    private static string? Path => Environment.GetEnvironmentVariable("COMFYTYPED_MATRIX_PAGE") is { Length: > 0 } path ? path : null;

    /// <summary>The numbers from 0 to the last, or without a page a few of them: the first, the last, and some between.</summary>
    public static IEnumerable<int> Sample(int last, int count) => Path is not null || last < count
        ? Enumerable.Range(0, last + 1)
        : Enumerable.Range(0, count).Select(index => index * last / (count - 1));

    /// <summary>All cells, or without a page one of so many, from another one on for each name, so that together they are of every kind.</summary>
    public static IEnumerable<TCell> Sample<TCell>(IEnumerable<TCell> cells, int oneOf, string name) =>
        Path is not null ? cells : cells.Where((_, index) => (index + name.Sum(letter => letter)) % oneOf == 0);

    /// <summary>Puts a line into the table with that head. Its sum is that of the lines, in the order of the names.</summary>
    public static async Task PublishAsync<TRow>(string head, string name, TRow row, IReadOnlyList<string> names, Func<IReadOnlyCollection<string[]>, string> sum)
        where TRow : notnull
    {
        if (Path is not { } path)
            return;
        await Turn.WaitAsync();
        try
        {
            string text = await File.ReadAllTextAsync(path);
            int start = text.IndexOf(head.Split('\n')[0], StringComparison.Ordinal);
            int end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
            Dictionary<string, string> lines = text[start..end].Split('\n').Skip(2).ToDictionary(line => Cells(line)[0], StringComparer.Ordinal);
            lines[name] = row.ToString()!;
            string[] known = [.. names.Where(lines.ContainsKey).Select(known => lines[known])];
            await File.WriteAllTextAsync(path, text[..start] + string.Join('\n', [head, .. known, sum([.. known.Select(Cells)])]) + text[end..]);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
