using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Rules;
using ComfyTyped.Compiler.Tests.Corpus;
using ComfyTyped.Compiler.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Rules;

public class RuleCorpusTests(ITestOutputHelper output)
{
    /// <summary>Set to a path, this environment variable makes the run leave every message there, for a person to read.</summary>
    private const string ListVariable = "COMFYTYPED_RULE_LIST";

    [Fact]
    public void The_rules_read_every_file_with_the_core_catalog_only() => Tally();

    [Fact]
    public void No_class_of_the_largest_catalog_is_called_unknown()
    {
        CorpusFile catalog = CorpusFiles.Catalogs.MaxBy(file => file.Text.Length)!;
        CatalogIndex index = ((CatalogFile)WorkflowFileParser.Parse(catalog.Text, TestContext.Current.CancellationToken)).Index;

        IReadOnlyList<Finding> findings = Tally(catalog.Text);

        Assert.DoesNotContain(findings, finding => finding.Descriptor.Id == "CT1001" && index.Classes.ContainsKey(finding.Arguments[0]));
        Assert.DoesNotContain(findings, finding => finding.Descriptor.Id == "CT1001" && CoreCatalog.Index.Classes.ContainsKey(finding.Arguments[0]));
    }

    private List<Finding> Tally(params SourceText[] catalogs)
    {
        var all = new List<(string File, Finding Finding)>();
        int files = 0;
        foreach (CorpusFile file in CorpusFiles.Api)
        {
            if (WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken) is not WorkflowFile)
                continue;
            files++;
            foreach (Finding finding in RuleRun.Check(file.Text, catalogs))
            {
                Assert.InRange(finding.Span.End, finding.Span.Start + 1, file.Text.Length);
                all.Add((file.Name, finding));
            }
        }

        output.WriteLine($"{files} files, {all.Count} findings");
        foreach (WorkflowRule rule in WorkflowRules.All)
        {
            (string File, Finding Finding)[] found = [.. all.Where(entry => entry.Finding.Descriptor == rule.Descriptor)];
            output.WriteLine(
                $"{rule.Descriptor.Id} {rule.Descriptor.DefaultSeverity,-8}{found.Length,6} in {found.DistinctBy(entry => entry.File).Count(),4} files  {rule.Descriptor.Title}");
        }

        if (Environment.GetEnvironmentVariable(ListVariable) is { Length: > 0 } list)
            File.AppendAllLines(list, all.Select(entry => $"{catalogs.Length}\t{entry.Finding.Descriptor.Id}\t{RuleRun.Message(entry.Finding)}\t{entry.File}"));
        Assert.NotEmpty(all);
        return [.. all.Select(entry => entry.Finding)];
    }
}
