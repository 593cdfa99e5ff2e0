namespace ComfyTyped.Validation;

/// <summary>The rules of the server's validation that the declarations of the node classes are enough for.</summary>
internal static class WorkflowValidator
{
    public static IReadOnlyList<ValidationProblem> Validate(ComfyWorkflow workflow)
    {
        var graph = new WorkflowGraph(workflow, workflow.Nodes.Select(CheckedNode.AsGenerated));
        var problems = new ProblemList(graph);
        Check(graph, problems);
        return problems.Problems;
    }

    public static void Check(WorkflowGraph graph, ProblemList problems)
    {
        // A class that no catalog has may be an output node.
        if (graph.Nodes.All(node => node.Schema is { IsKnown: true, IsOutput: false }))
            problems.Add(ValidationProblemKind.NoOutputNode, "it has no output node, such as SaveImage, so nothing would run");
        foreach (CheckedNode node in graph.Nodes)
        {
            InputRules.Check(graph, node, problems);
            LinkRules.Check(graph, node, problems);
        }
        new CycleRule(graph, problems).Check();
    }
}
