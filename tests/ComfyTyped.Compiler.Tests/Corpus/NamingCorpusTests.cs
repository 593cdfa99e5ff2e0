using System.Collections.Immutable;
using System.Globalization;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Tests.Corpus;

public class NamingCorpusTests(ITestOutputHelper output)
{
    private static readonly string[] Reserved = ["Nodes", "Result", "Prompt", "ToString", "Equals", "GetHashCode", "GetType"];

    [Fact]
    public void Names_depend_neither_on_ids_nor_on_order()
    {
        List<(string Name, WorkflowGraph Graph)> workflows = Workflows();
        ClassTable table = Table(workflows);
        var random = new Random(1);
        int nodes = 0;
        int twins = 0;
        foreach ((string name, WorkflowGraph graph) in workflows)
        {
            ImmutableArray<string> names = NodeNamer.Name(graph, table, Reserved);
            (WorkflowGraph shuffled, int[] origins) = Shuffle(graph, random);
            ImmutableArray<string> shuffledNames = NodeNamer.Name(shuffled, table, Reserved);
            Assert.Equal(names.Order(StringComparer.Ordinal), shuffledNames.Order(StringComparer.Ordinal));
            Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());

            int[] ranks = CanonicalOrder.RanksWithoutIds(graph, GraphLinks.Of(graph));
            ILookup<int, int> byRank = Enumerable.Range(0, ranks.Length).ToLookup(i => ranks[i]);
            Dictionary<int, string> shuffledByOrigin = Enumerable.Range(0, origins.Length).ToDictionary(i => origins[i], i => shuffledNames[i]);
            foreach (IGrouping<int, int> same in byRank)
            {
                Assert.True(
                    same.Select(i => names[i]).Order(StringComparer.Ordinal).SequenceEqual(same.Select(i => shuffledByOrigin[i]).Order(StringComparer.Ordinal)),
                    name);
                twins += same.Count() > 1 ? same.Count() : 0;
            }

            nodes += names.Length;
        }

        output.WriteLine($"{nodes} nodes in {workflows.Count} workflows; {twins} have a structurally identical twin");
    }

    [Fact]
    public void Class_tables_depend_neither_on_ids_nor_on_order()
    {
        List<(string Name, WorkflowGraph Graph)> workflows = Workflows();
        var random = new Random(2);
        List<(string, WorkflowGraph)> shuffled = [.. workflows.Select(workflow => (workflow.Name, Shuffle(workflow.Graph, random).Graph)).Reverse()];
        Assert.Equal(Table(workflows), Table(shuffled));
    }

    [Fact]
    public void Where_names_come_from()
    {
        List<(string Name, WorkflowGraph Graph)> workflows = Workflows();
        ClassTable table = Table(workflows);
        var origins = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach ((string file, WorkflowGraph graph) in workflows)
        {
            ImmutableArray<string> names = NodeNamer.Name(graph, table, Reserved);
            for (int i = 0; i < names.Length; i++)
            {
                WorkflowNode node = graph.Nodes[i];
                string origin = Origin(names[i], node, table);
                origins[origin] = origins.GetValueOrDefault(origin) + 1;
                if (file.Length % 37 == 0)
                    output.WriteLine($"{file[..20]} {origin,-14} {names[i],-50} {node.ClassType,-35} {node.Title}");
            }
        }

        int total = origins.Values.Sum();
        foreach ((string origin, int count) in origins)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,6} {100.0 * count / total,5:F1} % {origin}"));
        int inferred = table.Classes.Count(nodeClass => !nodeClass.IsKnown);
        output.WriteLine($"{table.Classes.Count} classes, {inferred} of them inferred");
        foreach (IGrouping<InputKind, InputSpec> kind in table.Classes.Where(c => !c.IsKnown).SelectMany(c => c.Inputs).GroupBy(input => input.Kind))
            output.WriteLine($"{kind.Count(),6} inferred inputs of kind {kind.Key}");
        Assert.Equal(workflows.Sum(workflow => workflow.Graph.Nodes.Length), total);
    }

    private static string Origin(string name, WorkflowNode node, ClassTable table)
    {
        string className = CSharpName.FromText(node.ClassType, "Node");
        string bare = NodeTitles.ByAuthor(node, table) is { } title ? CSharpName.FromText(title, className) : className;
        string kind = NodeTitles.ByAuthor(node, table) is null ? "class" : "title";
        if (name == bare || name == bare + "Node")
            return kind;
        if (name is "PositivePrompt" or "NegativePrompt")
            return "role";
        string rest = name.StartsWith(bare, StringComparison.OrdinalIgnoreCase) ? name[bare.Length..] : name;
        return rest.StartsWith("For", StringComparison.Ordinal) && !char.IsDigit(rest[^1]) ? kind + " + For" : kind + " + number";
    }

    private static (WorkflowGraph Graph, int[] Origins) Shuffle(WorkflowGraph graph, Random random)
    {
        int[] origins = [.. Enumerable.Range(0, graph.Nodes.Length)];
        random.Shuffle(origins);
        int[] numbers = [.. Enumerable.Range(1, graph.Nodes.Length)];
        random.Shuffle(numbers);
        Dictionary<string, string> ids = graph.Nodes.Zip(numbers).ToDictionary(
            pair => pair.First.Id,
            pair => pair.Second.ToString(CultureInfo.InvariantCulture));
        WorkflowNode Renumber(WorkflowNode node)
        {
            WorkflowInput[] inputs = [.. node.Inputs.Select(input => input.Value is LinkValue link && ids.TryGetValue(link.NodeId, out string? id)
                ? input with { Value = link with { NodeId = id } }
                : input.Value is LinkValue dangling ? input with { Value = dangling with { NodeId = "gone" } } : input)];
            random.Shuffle(inputs);
            return node with { Id = ids[node.Id], Inputs = [.. inputs] };
        }

        return (new WorkflowGraph([.. origins.Select(i => Renumber(graph.Nodes[i]))], []), origins);
    }

    private static List<(string Name, WorkflowGraph Graph)> Workflows() => [.. CorpusFiles.Api
        .Select(file => (file.Name, Parsed: WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken)))
        .Where(file => file.Parsed is WorkflowFile)
        .Select(file => (file.Name, ((WorkflowFile)file.Parsed).Graph))];

    private static ClassTable Table(IEnumerable<(string Name, WorkflowGraph Graph)> workflows) => ClassTable.Build(
        workflows.Select(workflow => UsageCollector.Collect(workflow.Graph, TestContext.Current.CancellationToken)),
        NodeCatalog.Core,
        TestContext.Current.CancellationToken);
}
