using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>A workflow file whose class has a number, because another file wants the same name.</summary>
/// <param name="Path">The file.</param>
/// <param name="File">The file as messages name it.</param>
/// <param name="Name">What its class is called.</param>
/// <param name="OtherFile">The other file as messages name it.</param>
/// <param name="OtherName">What the class of the other file is called.</param>
internal sealed record NameClash(string Path, string File, string Name, string OtherFile, string OtherName)
{
    public static IEnumerable<NameClash> Of((EquatableArray<WorkflowName> Names, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return
            from name in input.Names
            where name.NamesakePath is not null
            let other = input.Names.First(other => other.Path == name.NamesakePath)
            select new NameClash(name.Path, Shown(name, input.Options), name.Name, Shown(other, input.Options), other.Name);
    }

    public static void Report(SourceProductionContext context, NameClash clash) => context.ReportDiagnostic(Diagnostic.Create(
        Descriptors.SharedClassName, Location.Create(clash.Path, default, default), clash.File, clash.Name, clash.OtherFile, clash.OtherName));

    private static string Shown(WorkflowName name, ProjectOptions options) => FilePath.Relative(name.Path, options.ProjectDirectory);
}
