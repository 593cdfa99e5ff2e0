using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>No node depends on itself.</summary>
internal sealed class LinksGoOneWay() : WorkflowRule(RuleDescriptors.DependencyCycle)
{
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var done = new HashSet<CheckedNode>();
        foreach (CheckedNode start in context.Nodes)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!context.Executed.Contains(start))
                continue;
            foreach (Finding finding in Walk(context, start, done))
                yield return finding;
        }
    }

    // A stack of its own, because a file may have a chain of a hundred thousand nodes.
    private IEnumerable<Finding> Walk(RuleContext context, CheckedNode start, HashSet<CheckedNode> done)
    {
        var path = new List<CheckedNode>();
        var onPath = new HashSet<CheckedNode>();
        var links = new Stack<IEnumerator<LinkInput>>();
        if (done.Add(start))
            Enter(start);
        while (links.Count > 0)
        {
            if (!links.Peek().MoveNext())
            {
                links.Pop().Dispose();
                onPath.Remove(path[path.Count - 1]);
                path.RemoveAt(path.Count - 1);
            }
            else if (context.Find(links.Peek().Current.Value.NodeId) is { } source)
            {
                if (onPath.Contains(source))
                    yield return Report(links.Peek().Current.Value.Span, Circle(path, source));
                else if (done.Add(source))
                    Enter(source);
            }
        }

        void Enter(CheckedNode node)
        {
            path.Add(node);
            onPath.Add(node);
            links.Push(node.Links.AsEnumerable().GetEnumerator());
        }
    }

    /// <summary>The circle in the order of execution, from the node that the closing link comes from.</summary>
    private static string Circle(List<CheckedNode> path, CheckedNode source)
    {
        const int Shown = 6;
        IEnumerable<CheckedNode> circle = path.Skip(path.IndexOf(source)).Reverse();
        string[] names = circle.Select(node => $"{node.Node.Id} ({node.ClassType})").ToArray();
        string start = $"{source.Node.Id} ({source.ClassType})";
        return $"{start} -> {string.Join(" -> ", names.Take(Shown))}{(names.Length > Shown ? " -> ..." : "")}";
    }
}
