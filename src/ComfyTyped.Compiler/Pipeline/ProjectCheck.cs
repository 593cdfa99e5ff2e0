using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>What is wrong with the project as a whole.</summary>
/// <param name="HasNoWorkflow">Whether it expects workflow files and none was found.</param>
/// <param name="JsonFiles">How many JSON files were looked at.</param>
/// <param name="OldLanguage">The version of C# when it is too old for the generated code; else null.</param>
internal sealed record ProjectCheck(bool HasNoWorkflow, int JsonFiles, string? OldLanguage)
{
    public static ProjectCheck Of(((ImmutableArray<SourceFile> Files, ProjectOptions Options) Project, ParseOptions Parse) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<SourceFile> files = input.Project.Files;
        bool hasWorkflow = files.Any(file => file.Parsed is WorkflowFile);

        // A file that means to be a workflow gets a diagnostic of its own.
        bool hasAttempt = files.Any(file => file.Parsed is UnreadableFile or EditorFile || file.File.IsExplicit);
        LanguageVersion version = (input.Parse as CSharpParseOptions)?.LanguageVersion ?? LanguageVersion.Latest;
        bool hasRequest = input.Project.Options.RequestedNodes.Count > 0;
        bool isOld = (hasWorkflow || hasRequest) && version < LanguageVersion.CSharp11;
        return new ProjectCheck(
            input.Project.Options.ExpectsWorkflows && !hasWorkflow && !hasAttempt && !hasRequest,
            files.Length,
            isOld ? version.ToDisplayString() : null);
    }

    public static void Report(SourceProductionContext context, ProjectCheck check)
    {
        if (check.HasNoWorkflow)
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.UnreadableWorkflow, Location.None, DiagnosticSeverity.Warning, additionalLocations: null, properties: null, NoWorkflowMessage(check.JsonFiles)));
        if (check.OldLanguage is not null)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.OldLanguage, Location.None, check.OldLanguage));
    }

    private static string NoWorkflowMessage(int jsonFiles) =>
        (jsonFiles == 0 ? "No JSON file is among the AdditionalFiles, so the pattern matched nothing" : $"None of the {jsonFiles} JSON files among the AdditionalFiles is a workflow")
        + ". Add <AdditionalFiles Include=\"workflows/*.json\" /> with files saved by \"Export (API)\", or set ComfyExpectWorkflows to false when the project has none on purpose.";
}
