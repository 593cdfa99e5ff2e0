using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Rules;
using ComfyTyped.Compiler.Tests.Corpus;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Tests.Rules;

public class RuleCorpusTests(ITestOutputHelper output)
{
    /// <summary>Set to a path, this environment variable makes the run leave every message there, for a person to read.</summary>
    private const string ListVariable = "COMFYTYPED_RULE_LIST";

    [Fact]
    public void The_rules_read_every_file_with_the_core_catalog_only() => Tally("core catalog only", Workflows(), new ProjectNodes([]));

    [Fact]
    public void No_class_that_any_one_catalog_has_is_called_unknown()
    {
        (string Name, WorkflowGraph Graph)[] workflows = Workflows();
        foreach (CorpusFile catalog in CorpusFiles.Catalogs)
        {
            CatalogIndex index = RuleRun.Index(catalog.Text);
            var classes = new ProjectNodes([index]);
            IEnumerable<string> unknown = workflows
                .SelectMany(workflow => RuleRun.Check(workflow.Graph, classes))
                .Where(finding => finding.Descriptor.Id == "CT1001")
                .Select(finding => finding.Arguments[0]);
            Assert.DoesNotContain(unknown, classType => index.Classes.ContainsKey(classType) || CoreCatalog.Index.Classes.ContainsKey(classType));
        }
    }

    [Fact]
    public void The_rules_read_every_file_with_all_catalogs() =>
        Tally("all catalogs", Workflows(), new ProjectNodes([.. CorpusFiles.Catalogs.Select(catalog => RuleRun.Index(catalog.Text))]));

    /// <summary>A repository that has workflows and a catalog wrote them for one server, as near as can be told.</summary>
    [Fact]
    public void The_rules_read_every_file_with_the_catalogs_of_its_repository()
    {
        foreach (IGrouping<string, CorpusFile> repository in CorpusFiles.Catalogs.GroupBy(catalog => Repository(catalog.Name)))
        {
            (string Name, WorkflowGraph Graph)[] workflows = [.. Workflows().Where(workflow => Repository(workflow.Name) == repository.Key)];
            if (workflows.Length > 0)
                Tally(repository.Key, workflows, new ProjectNodes([.. repository.Select(catalog => RuleRun.Index(catalog.Text))]));
        }
    }

    /// <summary>Files are called after their owner, repository and path.</summary>
    private static string Repository(string name) => string.Join("/", name.Split("__").Take(2));

    private static (string Name, WorkflowGraph Graph)[] Workflows() =>
    [
        .. from file in CorpusFiles.Api
           let parsed = WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken) as WorkflowFile
           where parsed is not null
           select (file.Name, parsed.Graph),
    ];

    private void Tally(string name, (string Name, WorkflowGraph Graph)[] workflows, ProjectNodes classes)
    {
        (string File, Finding Finding)[] all =
            [.. workflows.SelectMany(workflow => RuleRun.Check(workflow.Graph, classes).Select(finding => (workflow.Name, finding)))];
        output.WriteLine($"{name}: {workflows.Length} files, {all.Length} findings");
        foreach (WorkflowRule rule in WorkflowRules.All)
        {
            (string File, Finding Finding)[] found = [.. all.Where(entry => entry.Finding.Descriptor == rule.Descriptor)];
            output.WriteLine(
                $"{rule.Descriptor.Id} {rule.Descriptor.DefaultSeverity,-8}{found.Length,6} in {found.DistinctBy(entry => entry.File).Count(),4} files  {rule.Descriptor.Title}");
        }

        if (Environment.GetEnvironmentVariable(ListVariable) is { Length: > 0 } list)
            File.AppendAllLines(list, all.Select(entry => $"{name}\t{entry.Finding.Descriptor.Id}\t{RuleRun.Message(entry.Finding)}\t{entry.File}"));
        Assert.All(all, entry => Assert.NotEqual(0, entry.Finding.Span.Length));
    }
}
