using System.Collections.Immutable;
using ComfyTyped.Compiler.Emit;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Snapshots;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler;

/// <summary>Compiles the workflow files of a project into C# classes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class WorkflowGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // What the project says, and its JSON files.
        IncrementalValueProvider<ProjectOptions> options = context.AnalyzerConfigOptionsProvider
            .Select(ProjectOptions.Read).WithTrackingName(StepNames.Options);
        IncrementalValuesProvider<SourceFile> files = context.AdditionalTextsProvider
            .Where(InputFile.IsJson)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(InputFile.Read).WithTrackingName(StepNames.Files)
            .Select(SourceFile.Parse).WithTrackingName(StepNames.Parse);
        IncrementalValuesProvider<SourceFile> workflows = files.Where(Workflow.IsIn);

        // What all workflow files together show of the node classes, and what the catalogs say.
        IncrementalValueProvider<ImmutableArray<SourceFile>> catalogs = files.Where(ProjectCatalog.IsIn).Collect();
        IncrementalValueProvider<ClassTable> classes = workflows
            .Select(Workflow.Usages).WithTrackingName(StepNames.Usages)
            .Collect()
            .Combine(catalogs)
            .Combine(options)
            .Select(ProjectCatalog.Classes).WithTrackingName(StepNames.Classes);

        // What everything is called.
        IncrementalValueProvider<EquatableArray<WorkflowName>> names = workflows
            .Combine(options)
            .Select(Workflow.WantedName)
            .Collect()
            .Select(Workflow.AssignNames).WithTrackingName(StepNames.Names);
        IncrementalValueProvider<ProjectTypes> types = classes
            .Combine(names)
            .Combine(options)
            .Select(ProjectCatalog.Types).WithTrackingName(StepNames.Types);

        // One class per workflow file.
        IncrementalValuesProvider<NamedModel> models = workflows
            .Combine(names)
            .Combine(classes)
            .Select(Workflow.Model).WithTrackingName(StepNames.Models);
        IncrementalValuesProvider<WorkflowClass> workflowClasses = models
            .Combine(types)
            .Select(Workflow.Class).WithTrackingName(StepNames.Workflows);

        context.RegisterSourceOutput(workflowClasses, Output.Workflow);
        context.RegisterSourceOutput(types.SelectMany(Output.Nodes), Output.Node);
        context.RegisterSourceOutput(types.Select(Output.Choices), Output.Choices);
        context.RegisterSourceOutput(types.SelectMany(Output.Combos), Output.Combo);
        context.RegisterSourceOutput(types.SelectMany(Output.Markers), Output.Marker);
        context.RegisterSourceOutput(types.SelectMany(Output.Unions), Output.Union);

        // What the classes offer, beside the snapshots of a project that keeps them.
        IncrementalValuesProvider<WorkflowApi> apis = models
            .Combine(types)
            .Combine(options)
            .SelectMany(ApiSnapshots.Api).WithTrackingName(StepNames.Apis);
        IncrementalValuesProvider<ApiChange> changes = apis
            .Combine(context.AdditionalTextsProvider.Where(ApiSnapshots.IsIn).Select(ApiSnapshots.Read).WithTrackingName(StepNames.Snapshots).Collect())
            .Combine(options)
            .SelectMany(ApiSnapshots.Changes).WithTrackingName(StepNames.ApiChanges);
        context.RegisterSourceOutput(apis.Combine(options), ApiSnapshots.Write);
        context.RegisterSourceOutput(changes.Combine(workflows.Collect()), ApiSnapshots.Report);

        // What has no class, and why.
        context.RegisterSourceOutput(
            classes.Combine(catalogs).Combine(options).SelectMany(UnknownNode.Of).WithTrackingName(StepNames.UnknownNodes), UnknownNode.Report);
        context.RegisterSourceOutput(files.SelectMany(SkippedFile.Of).WithTrackingName(StepNames.Skipped), Output.Skipped);
        context.RegisterSourceOutput(
            context.AdditionalTextsProvider
                .Where(InputFile.IsMisnamed)
                .Combine(context.AnalyzerConfigOptionsProvider)
                .Select(InputFile.Read)
                .SelectMany(SkippedFile.OfName).WithTrackingName(StepNames.Misnamed),
            Output.Skipped);
        context.RegisterSourceOutput(names.Combine(options).SelectMany(NameClash.Of).WithTrackingName(StepNames.NameClashes), NameClash.Report);
        context.RegisterSourceOutput(
            files.Collect().Combine(options).Combine(context.ParseOptionsProvider).Select(ProjectCheck.Of).WithTrackingName(StepNames.Project),
            ProjectCheck.Report);
    }
}
