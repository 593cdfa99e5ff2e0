using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>Names lists of files and their members: <c>CkptFile.SdXlBase10</c> for <c>sd_xl_base_1.0.safetensors</c> of <c>ckpt_name</c>.</summary>
internal static class FileNames
{
    private static readonly string[] Endings = ["_name", "_file", "_path"];

    /// <summary>What a list is called after the input that offers it.</summary>
    public static string OfList(string input)
    {
        // The third LoRA of a node offers the same files as the first.
        string stem = input.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '_');
        string? ending = Endings.FirstOrDefault(ending => stem.Length > ending.Length && stem.EndsWith(ending, StringComparison.Ordinal));
        string name = CSharpName.FromWireName(ending is null ? stem : stem.Substring(0, stem.Length - ending.Length), "Listed");

        // File alone is a class of System.IO.
        return name == "File" ? "ListedFile" : name.EndsWith("File", StringComparison.Ordinal) ? name : name + "File";
    }

    /// <summary>What the files are called: without their endings where these tell nothing apart.</summary>
    /// <param name="files">The files as the server knows them.</param>
    /// <param name="scope">The names that are taken.</param>
    public static IEnumerable<ChoiceMember> OfMembers(IReadOnlyCollection<string> files, NameScope scope)
    {
        HashSet<string> ambiguous = new(
            files.GroupBy(ShortNameOf, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key),
            StringComparer.OrdinalIgnoreCase);
        return files.Select(file => new ChoiceMember(scope.Claim(ambiguous.Contains(ShortNameOf(file)) ? NameOf(file) : ShortNameOf(file)), file));
    }

    private static string ShortNameOf(string file)
    {
        int dot = file.LastIndexOf('.');
        return NameOf(dot > file.LastIndexOfAny(['/', '\\']) + 1 ? file.Substring(0, dot) : file);
    }

    private static string NameOf(string file) => CSharpName.FromWireName(file, "Option");
}
