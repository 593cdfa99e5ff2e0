namespace ComfyTyped.Tests.Matrix;

/// <summary>A run whose socket was cut, and the one after it on the same client.</summary>
internal sealed record ObservedRuns(ObservedRun Cut, NextRun Next);

/// <summary>The run after one whose socket was cut.</summary>
/// <param name="Run">What was seen of it.</param>
/// <param name="Requests">What the client requested for it.</param>
internal sealed record NextRun(ObservedRun Run, IReadOnlyList<string> Requests)
{
    /// <summary>Tells what was not as it should be: every event by the socket, in order, and nothing asked but what it left, once.</summary>
    /// <returns>Null when all was well.</returns>
    public string? ProblemBeside(NextRun expected)
    {
        if (Run != expected.Run)
            return $"the next run: {Run} instead of {expected.Run}";
        int told = Run.Story.Zip(expected.Run.Story).TakeWhile(pair => pair.First == pair.Second).Count();
        if (told < expected.Run.Story.Count || told < Run.Story.Count)
            return $"the next run told \"{Run.Story.ElementAtOrDefault(told)}\" instead of \"{expected.Run.Story.ElementAtOrDefault(told)}\", and requested {string.Join(", ", Requests)}";
        if (Run.Witness is { } witness and not RunWitness.Socket)
            return $"the next run was ended by the {witness}";
        string[] polls = [.. Requests.Where(request => request.StartsWith("GET ", StringComparison.Ordinal) && !request.Contains("/history/", StringComparison.Ordinal))];
        int reads = Requests.Count(request => request.StartsWith("GET ", StringComparison.Ordinal)) - polls.Length;
        return polls.Length > 0 ? $"the next run asked {polls[0]}"
            : reads > 1 ? $"the next run read its history {reads} times"
            : null;
    }
}
