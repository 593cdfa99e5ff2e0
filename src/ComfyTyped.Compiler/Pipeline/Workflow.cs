using System.Collections.Immutable;
using ComfyTyped.Compiler.Emit;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;
using ComfyTyped.Compiler.NodeTypes;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>The steps from one workflow file to its class.</summary>
internal static class Workflow
{
    public static bool IsIn(SourceFile file) => file.Parsed is WorkflowFile;

    public static EquatableArray<ClassUsage> Usages(SourceFile source, CancellationToken cancellationToken) =>
        UsageCollector.Collect(((WorkflowFile)source.Parsed).Graph, cancellationToken);

    public static WorkflowName WantedName((SourceFile Source, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WorkflowName.Wanted(input.Source.File, input.Options);
    }

    public static EquatableArray<WorkflowName> AssignNames(ImmutableArray<WorkflowName> wanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WorkflowName.Assign(wanted);
    }

    public static NamedModel Model(
        ((SourceFile Source, EquatableArray<WorkflowName> Names) File, ClassTable Classes) input, CancellationToken cancellationToken)
    {
        (SourceFile source, EquatableArray<WorkflowName> names) = input.File;
        var file = (WorkflowFile)source.Parsed;
        WorkflowName name = names.First(name => name.Path == source.File.Path);
        WorkflowModel model = WorkflowModelBuilder.Build(
            file, input.Classes, System.IO.Path.GetFileName(source.File.Path), [.. WorkflowClass.ReservedNames, name.Name], cancellationToken);
        return new NamedModel(name, model);
    }

    public static WorkflowClass Class((NamedModel Model, ProjectTypes Types) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WorkflowModel model = input.Model.Model;
        return new WorkflowClass(
            input.Model.Name.Namespace,
            input.Model.Name.Name,
            model,
            model.Nodes.Select(node => input.Types.Nodes.FindOrdinal(node.ClassType, type => type.Class.ClassType)!.FullName).ToEquatableArray(),
            model.Nodes.Select(node => node.IsOutput ? OutputKinds.Of(node.ClassType) : "").ToEquatableArray());
    }
}

/// <summary>A workflow and what its class is called.</summary>
/// <param name="Name">What its class is called.</param>
/// <param name="Model">The workflow.</param>
internal sealed record NamedModel(WorkflowName Name, WorkflowModel Model);
