using System.Globalization;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Snapshots;

/// <summary>Finds what code that was written against a snapshot would miss. Members of a member that is gone, or new, are not told one by one.</summary>
internal sealed class ApiComparison
{
    private const int MaxListed = 5;

    private readonly WorkflowApi _api;
    private readonly Snapshot _snapshot;
    private readonly Dictionary<string, ApiFact> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SnapshotLine> _before = new(StringComparer.Ordinal);

    private ApiComparison(WorkflowApi api, Snapshot snapshot)
    {
        _api = api;
        _snapshot = snapshot;
        foreach (ApiFact fact in api.Facts)
            _now[fact.Name] = fact;
        foreach (SnapshotLine line in snapshot.Lines)
            _before[line.Name] = line;
    }

    public static IEnumerable<ApiChange> Compare(WorkflowApi api, Snapshot? snapshot) => snapshot is null
        ? [new ApiChange(SnapshotDescriptors.NoSnapshot, Texts(api.ClassName, api.SnapshotPath), api.WorkflowPath, "", "", null)]
        : new ApiComparison(api, snapshot).Changes();

    private IEnumerable<ApiChange> Changes()
    {
        foreach (SnapshotLine line in _snapshot.Lines)
        {
            if (_now.TryGetValue(line.Name, out ApiFact? fact))
            {
                if (fact.Type != line.Type)
                    yield return Change(SnapshotDescriptors.Retyped, line, fact.NodeId, NameOf(line), line.Type, fact.Type);
            }
            else if (!IsWithin(line.Name, name => !_now.ContainsKey(name) && _before.ContainsKey(name)))
            {
                yield return Change(SnapshotDescriptors.Gone, line, OwnerId(line.Name), NameOf(line), line.Type, RenameHint(line));
            }
        }

        string[] added = _api.Facts.Select(fact => fact.Name).Where(name => IsNew(name) && !IsWithin(name, IsNew)).ToArray();
        if (added.Length > 0)
            yield return new ApiChange(SnapshotDescriptors.Added, Texts(_api.ClassName, Listed(added)), _api.WorkflowPath, "", _snapshot.Path, null);
    }

    private ApiChange Change(DiagnosticDescriptor descriptor, SnapshotLine line, string nodeId, params string[] arguments) =>
        new(descriptor, Texts(arguments), _api.WorkflowPath, nodeId, _snapshot.Path, nodeId.Length == 0 ? line : null);

    private string NameOf(SnapshotLine line) => line.Name == ApiFact.ClassName ? "The class" : $"{_api.ClassName}.{line.Name}";

    private bool IsNew(string name) => !_before.ContainsKey(name);

    /// <summary>The node that a member belonged to, when it is still there.</summary>
    private string OwnerId(string name) => _now.TryGetValue(OwnerOf(name), out ApiFact? owner) ? owner.NodeId : "";

    /// <summary>Whether a member goes along with the node that has it; a result goes along with the node that makes it.</summary>
    private static bool IsWithin(string name, Func<string, bool> isGoing) =>
        OwnerOf(name) is { Length: > 0 } owner && isGoing(owner == "Result" ? name.Substring(owner.Length + 1) : owner);

    private static string OwnerOf(string name) => name.IndexOf('.') is var dot and > 0 ? name.Substring(0, dot) : "";

    /// <summary>The one new member of the same owner and type, when the one that is gone is the only one of those, too.</summary>
    private string RenameHint(SnapshotLine line)
    {
        string owner = OwnerOf(line.Name);
        string[] candidates = _api.Facts
            .Where(fact => fact.Type == line.Type && IsNew(fact.Name) && OwnerOf(fact.Name) == owner)
            .Select(fact => fact.Name)
            .ToArray();
        int gone = _snapshot.Lines.Count(other => other.Type == line.Type && !_now.ContainsKey(other.Name) && OwnerOf(other.Name) == owner);
        return candidates.Length == 1 && gone == 1 ? $"; was it renamed to {candidates[0]}?" : "";
    }

    private static string Listed(string[] names) => string.Join(", ", names.Take(MaxListed))
        + (names.Length > MaxListed ? $" and {(names.Length - MaxListed).ToString(CultureInfo.InvariantCulture)} more" : "");

    private static EquatableArray<string> Texts(params string[] texts) => texts.ToEquatableArray();
}
