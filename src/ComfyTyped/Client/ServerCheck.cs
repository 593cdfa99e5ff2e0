using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Primitives;
using ComfyTyped.Validation;
using ComfyTyped.Wire;

namespace ComfyTyped.Client;

/// <summary>Judges a workflow by what one server has: asks for each class in use, and runs the rules of <see cref="ComfyWorkflow.Validate"/> on the answers.</summary>
internal sealed class ServerCheck(ServerApi api)
{
    public async Task<IReadOnlyList<ValidationProblem>> CheckAsync(ComfyWorkflow workflow, CancellationToken cancellationToken) =>
        Judge(workflow, await AskAsync(workflow, cancellationToken).ConfigureAwait(false));

    /// <summary>Gives the classes of nodes as the server has them, by node id; none of a class that it does not have or fails to describe.</summary>
    public async Task<IReadOnlyDictionary<string, NodeSchema>> DescribeAsync(ComfyWorkflow workflow, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, Answer> answers = await AskAsync(workflow, cancellationToken).ConfigureAwait(false);
        return workflow.Nodes
            .Where(node => answers[node.ClassType].Class is not null)
            .ToDictionary(node => node.Id, node => answers[node.ClassType].Judge(node).Schema, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyDictionary<string, Answer>> AskAsync(ComfyWorkflow workflow, CancellationToken cancellationToken)
    {
        string[] classTypes = [.. workflow.Nodes.Select(node => node.ClassType).Distinct(StringComparer.Ordinal)];
        var answers = new ConcurrentDictionary<string, Answer>(StringComparer.Ordinal);
        string? version = await api.FindVersionAsync(cancellationToken).ConfigureAwait(false);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ComfyClientDefaults.ParallelRequests, CancellationToken = cancellationToken };
        if (api.Dialect.DescribesSingleClasses)
        {
            await Parallel.ForEachAsync(classTypes, limit, async (classType, token) => answers[classType] = await AskAsync(classType, version, token).ConfigureAwait(false))
                .ConfigureAwait(false);
        }
        else
        {
            JsonElement catalog = await api.ReadAsync("object_info", PythonJson.Parse, cancellationToken).ConfigureAwait(false);
            foreach (string classType in classTypes)
                answers[classType] = AnswerOf(catalog.Member(classType), version);
        }
        return answers;
    }

    private async Task<Answer> AskAsync(string classType, string? version, CancellationToken cancellationToken)
    {
        try
        {
            JsonElement declaration = await api.GetNodeClassAsync(classType, cancellationToken).ConfigureAwait(false);
            return AnswerOf(declaration, version);
        }
        catch (ComfyServerException exception) when (exception.StatusCode == HttpStatusCode.InternalServerError)
        {
            // The class itself failed to tell of its inputs; the others are still worth a check.
            return new Answer(null, IsDescribed: false);
        }
    }

    private static Answer AnswerOf(JsonElement declaration, string? version) =>
        new(declaration.ValueKind == JsonValueKind.Object ? new ServerNodeClass(declaration, version) : null, IsDescribed: true);

    private static IReadOnlyList<ValidationProblem> Judge(ComfyWorkflow workflow, IReadOnlyDictionary<string, Answer> answers)
    {
        var graph = new WorkflowGraph(workflow, workflow.Nodes.Select(node => answers[node.ClassType].Judge(node)), isOfServer: true);
        var problems = new ProblemList(graph);
        foreach (CheckedNode node in graph.Nodes)
            answers[node.Node.ClassType].Report(node, problems);
        WorkflowValidator.Check(graph, problems);
        return problems.Problems;
    }

    /// <summary>What a server says when it is asked for a class.</summary>
    /// <param name="Class">The class; null when it does not have it.</param>
    /// <param name="IsDescribed">Whether it answered at all: a class may fail to tell of its inputs.</param>
    private sealed record Answer(ServerNodeClass? Class, bool IsDescribed)
    {
        public CheckedNode Judge(ComfyNode node) => Class?.Judge(node) ?? ServerNodeClass.WithoutClass(node);

        public void Report(CheckedNode node, ProblemList problems)
        {
            string classType = node.Node.ClassType;
            if (!IsDescribed)
                problems.Add(ValidationProblemKind.UndescribedClass, node, $"the server fails to describe the class '{classType}' (500), so the node was not checked");
            else if (Class is null)
                problems.Add(ValidationProblemKind.UnknownClass, node, $"the server has no class '{classType}'");
        }
    }
}
