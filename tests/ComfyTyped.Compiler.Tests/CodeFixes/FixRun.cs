using System.Collections.Immutable;
using ComfyTyped.Compiler.Tests.CallSites;
using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.CodeFixes;

/// <summary>Applies fixes in a workspace, as an editor does.</summary>
internal static class FixRun
{
    /// <summary>The source after the first fix of each diagnostic, one after the other; it compiles still.</summary>
    public static async Task<string> Fix(string source, CodeFixProvider provider)
    {
        Document document = Open(source);
        while (await FirstAction(document, provider) is { } action)
            document = (await Apply(action)).GetDocument(document.Id)!;
        return await Text(document);
    }

    /// <summary>The source after the fix of all diagnostics of the kind that the first one is of.</summary>
    public static async Task<string> FixAll(string source, CodeFixProvider provider)
    {
        Document document = Open(source);
        CodeAction first = (await FirstAction(document, provider))!;
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, first.EquivalenceKey, provider.FixableDiagnosticIds, new Diagnostics(), TestContext.Current.CancellationToken);
        CodeAction? all = await provider.GetFixAllProvider()!.GetFixAsync(context);
        return await Text((await Apply(all!)).GetDocument(document.Id)!);
    }

    /// <summary>The titles of the fixes of a file that is not C#, and its text after each of them.</summary>
    public static async Task<(string Title, string Text)[]> FixFile(string path, string text, ImmutableArray<Diagnostic> diagnostics, CodeFixProvider provider)
    {
        using var workspace = new AdhocWorkspace();
        var id = DocumentId.CreateNewId(workspace.AddProject("MyApp", LanguageNames.CSharp).Id);
        TextDocument document = workspace.CurrentSolution.AddAdditionalDocument(id, Path.GetFileName(path), SourceText.From(text), filePath: path).GetAdditionalDocument(id)!;
        var fixes = new List<(string, string)>();
        foreach (Diagnostic diagnostic in diagnostics.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            CodeAction? offered = null;
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, TestContext.Current.CancellationToken));
            if (offered is null)
                continue;
            SourceText result = await (await Apply(offered)).GetAdditionalDocument(id)!.GetTextAsync(TestContext.Current.CancellationToken);
            fixes.Add((offered.Title, result.ToString()));
        }

        return [.. fixes];
    }

    private static Document Open(string source)
    {
        var workspace = new AdhocWorkspace();
        CSharpCompilation compilation = CallSiteText.Project;
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "MyApp", "MyApp", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: GeneratorRun.ParseOptions, metadataReferences: compilation.References);
        Project project = workspace.AddProject(info);
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
            project = project.AddDocument(tree.FilePath, tree.GetRoot(TestContext.Current.CancellationToken), filePath: tree.FilePath).Project;
        return project.AddDocument("Program.cs", source, filePath: "/src/MyApp/Program.cs");
    }

    private static async Task<CodeAction?> FirstAction(Document document, CodeFixProvider provider)
    {
        foreach (Diagnostic diagnostic in await Check(document, provider))
        {
            CodeAction? offered = null;
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, TestContext.Current.CancellationToken));
            if (offered is not null)
                return offered;
        }

        return null;
    }

    private static async Task<IEnumerable<Diagnostic>> Check(Document document, CodeFixProvider provider) =>
        (await CallSiteText.Check((await document.GetSemanticModelAsync(TestContext.Current.CancellationToken))!))
            .Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id));

    private static async Task<Solution> Apply(CodeAction action) =>
        Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(TestContext.Current.CancellationToken))).ChangedSolution;

    private static async Task<string> Text(Document document)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(TestContext.Current.CancellationToken))!;
        Assert.Empty(model.GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }

    private sealed class Diagnostics : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            GetProjectDiagnosticsAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            await CallSiteText.Check((await document.GetSemanticModelAsync(cancellationToken))!);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
