using System.Globalization;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Hands out names that differ in more than case, for files and documentation are not always told apart by case.</summary>
/// <param name="reserved">Names that are taken from the start.</param>
/// <param name="suffix">What a name that is reserved gets, such as <c>Node</c>.</param>
internal sealed class NameScope(IEnumerable<string> reserved, string suffix)
{
    private readonly HashSet<string> _reserved = new(reserved, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _claimed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name itself, or with the suffix when it is reserved; it may have been claimed already.</summary>
    public string Allow(string name)
    {
        while (_reserved.Contains(name))
            name += suffix;
        return name;
    }

    /// <summary>The name itself while it is free, else the name with the next free number from 2 up.</summary>
    public string Claim(string name)
    {
        name = Allow(name);
        if (_claimed.Add(name))
            return name;
        string stem = char.IsDigit(name[name.Length - 1]) ? name + "_" : name;
        int number = _lastNumbers.TryGetValue(name, out int last) ? last : 1;
        string candidate;
        do
        {
            number++;
            candidate = stem + number.ToString(CultureInfo.InvariantCulture);
        }
        while (_reserved.Contains(candidate) || !_claimed.Add(candidate));
        _lastNumbers[name] = number;
        return candidate;
    }
}
