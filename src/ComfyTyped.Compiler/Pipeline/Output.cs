using System.Text;
using ComfyTyped.Compiler.Emit;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>The last steps: models become files and diagnostics.</summary>
internal static class Output
{
    public static IEnumerable<NodeFile> Nodes(ProjectTypes types, CancellationToken cancellationToken) => NodeFile.Of(types.Nodes);

    public static EquatableArray<ChoiceType> Choices(ProjectTypes types, CancellationToken cancellationToken) => types.Choices;

    public static IEnumerable<ComboType> Combos(ProjectTypes types, CancellationToken cancellationToken) => types.Combos;

    public static IEnumerable<MarkerType> Markers(ProjectTypes types, CancellationToken cancellationToken) => types.Markers;

    public static IEnumerable<UnionType> Unions(ProjectTypes types, CancellationToken cancellationToken) => types.Unions;

    public static void Workflow(SourceProductionContext context, WorkflowClass workflow) => Add(context, WorkflowWriter.Write(workflow));

    public static void Node(SourceProductionContext context, NodeFile file) => Add(context, NodeWriter.Write(file));

    public static void Choices(SourceProductionContext context, EquatableArray<ChoiceType> choices)
    {
        if (choices.Count > 0)
            Add(context, ChoiceWriter.Write(choices));
    }

    public static void Combo(SourceProductionContext context, ComboType combo) => Add(context, ComboWriter.Write(combo));

    public static void Marker(SourceProductionContext context, MarkerType marker) => Add(context, MarkerWriter.Write(marker));

    public static void Union(SourceProductionContext context, UnionType union) => Add(context, UnionWriter.Write(union));

    public static void Skipped(SourceProductionContext context, SkippedFile file) => context.ReportDiagnostic(file.ToDiagnostic());

    public static void Add(SourceProductionContext context, GeneratedFile file) =>
        context.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
}
