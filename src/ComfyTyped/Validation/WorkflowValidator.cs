namespace ComfyTyped.Validation;

/// <summary>The rules of the server's validation that a catalog is enough for.</summary>
internal static class WorkflowValidator
{
    public static IReadOnlyList<ValidationProblem> Validate(ComfyWorkflow workflow)
    {
        var graph = new WorkflowGraph(workflow);
        var problems = new ProblemList(graph);

        // A class that no catalog has may be an output node.
        if (graph.Nodes.All(node => node.Schema is { IsKnown: true, IsOutput: false }))
            problems.Add(ValidationProblemKind.NoOutputNode, "it has no output node, such as SaveImage, so nothing would run");
        foreach (ComfyNode node in graph.Nodes)
        {
            InputRules.Check(node, problems);
            LinkRules.Check(graph, node, problems);
        }
        new CycleRule(graph, problems).Check();
        return problems.Problems;
    }
}
