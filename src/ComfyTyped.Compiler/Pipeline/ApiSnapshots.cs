using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.NodeTypes;
using ComfyTyped.Compiler.Snapshots;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>The steps of a project that keeps snapshots of its workflow classes: compare with them, or write them anew.</summary>
internal static class ApiSnapshots
{
    public static bool IsIn(AdditionalText text) => text.Path.EndsWith(Snapshot.Extension, StringComparison.OrdinalIgnoreCase);

    public static Snapshot Read(AdditionalText file, CancellationToken cancellationToken) =>
        Snapshot.Parse(FilePath.Normalize(file.Path), file.GetText(cancellationToken) ?? SourceText.From(""));

    /// <summary>What a workflow class offers; nothing in a project without snapshots.</summary>
    public static IEnumerable<WorkflowApi> Api(((NamedModel Model, ProjectTypes Types) Workflow, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (input.Options.Snapshots == SnapshotUse.None)
            yield break;
        WorkflowName name = input.Workflow.Model.Name;
        string fullName = NamespaceName.Join(name.Namespace, name.Name);
        string path = FilePath.Relative(Snapshot.PathFor(name.Path), input.Options.ProjectDirectory);
        yield return new WorkflowApi(name.Path, path, name.Name, fullName.Replace("@", ""), ApiFacts.Of(fullName, input.Workflow.Model.Model, input.Workflow.Types));
    }

    public static IEnumerable<ApiChange> Changes(
        ((WorkflowApi Api, ImmutableArray<Snapshot> Snapshots) Workflow, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (input.Options.Snapshots != SnapshotUse.Compare)
            return [];
        string path = FilePath.Normalize(Snapshot.PathFor(input.Workflow.Api.WorkflowPath));
        return ApiComparison.Compare(input.Workflow.Api, input.Workflow.Snapshots.FirstOrDefault(snapshot => snapshot.Path == path));
    }

    /// <summary>Whether a snapshot belongs beside a file: also while it cannot be read, which another diagnostic says.</summary>
    public static bool IsOf(SourceFile file) => file.Parsed is WorkflowFile or UnreadableFile or EditorFile || file.File.IsExplicit;

    public static string PathOf(SourceFile file, CancellationToken cancellationToken) => FilePath.Normalize(file.File.Path);

    public static IEnumerable<ApiChange> Orphans(
        ((ImmutableArray<Snapshot> Snapshots, ImmutableArray<string> Workflows) Project, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return input.Options.Snapshots == SnapshotUse.Compare ? OrphanedSnapshots.Find(input.Project.Snapshots, input.Project.Workflows) : [];
    }

    public static void Write(SourceProductionContext context, (WorkflowApi Api, ProjectOptions Options) input)
    {
        if (input.Options.Snapshots == SnapshotUse.Update)
            Output.Add(context, SnapshotWriter.Write(input.Api));
    }

    public static void Report(SourceProductionContext context, (ApiChange Change, ImmutableArray<SourceFile> Workflows) input) => context.ReportDiagnostic(
        Diagnostic.Create(input.Change.Descriptor, PlaceOf(input.Change, input.Workflows), input.Change.Arguments.ToArray<object>()));

    private static Location PlaceOf(ApiChange change, ImmutableArray<SourceFile> workflows)
    {
        if (change.Line is not null)
            return Location.Create(change.SnapshotPath, change.Line.Span, change.Line.Position);
        SourceFile source = workflows.First(file => file.File.Path == change.WorkflowPath);
        WorkflowNode? node = ((WorkflowFile)source.Parsed).Graph.Nodes.FirstOrDefault(node => node.Id == change.NodeId);
        TextSpan span = node?.ClassTypeSpan.ToTextSpan() ?? default;
        return Location.Create(change.WorkflowPath, span, source.Text.Lines.GetLinePositionSpan(span));
    }
}
