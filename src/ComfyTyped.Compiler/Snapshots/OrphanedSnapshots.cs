using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Snapshots;

/// <summary>Finds snapshots whose workflow file is not there any more, so that its class is gone.</summary>
internal static class OrphanedSnapshots
{
    /// <summary>The classes that are gone. A file without the line of a class is none of ours.</summary>
    /// <param name="snapshots">The snapshots of the project.</param>
    /// <param name="workflows">The paths of its workflow files, normalized.</param>
    public static IEnumerable<ApiChange> Find(IReadOnlyCollection<Snapshot> snapshots, IReadOnlyCollection<string> workflows)
    {
        HashSet<string> expected = new(workflows.Select(Snapshot.PathFor), StringComparer.Ordinal);
        Snapshot[] orphans = snapshots.Where(snapshot => !expected.Contains(snapshot.Path) && ClassOf(snapshot) is not null).ToArray();
        HashSet<string> kept = new(snapshots.Select(snapshot => snapshot.Path), StringComparer.Ordinal);
        string[] added = workflows.Where(workflow => !kept.Contains(Snapshot.PathFor(workflow))).ToArray();
        string hint = orphans.Length == 1 && added.Length == 1 ? $"; was the file renamed to {Path.GetFileName(added[0])}?" : "";
        return orphans.Select(snapshot => Gone(snapshot.Path, ClassOf(snapshot)!, hint));
    }

    private static SnapshotLine? ClassOf(Snapshot snapshot) => snapshot.Lines.FirstOrDefault(line => line.Name == ApiFact.ClassName);

    private static ApiChange Gone(string path, SnapshotLine line, string hint)
    {
        string[] arguments = ["The class", line.Type, " with its workflow file" + hint];
        return new ApiChange(SnapshotDescriptors.Gone, arguments.ToEquatableArray(), "", "", path, line);
    }
}
