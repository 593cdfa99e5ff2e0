using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Setup;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>What is wrong with the inputs of a request, by their places in the settings: no more of it than somebody reads.</summary>
internal sealed class InputErrors
{
    public const int MaxCount = 20;

    private const int MaxPathLength = 200;
    private const int MaxMessageLength = 500;

    private readonly SortedDictionary<string, List<string>> _messages = new(StringComparer.Ordinal);
    private int _count;

    public bool IsFull => _count >= MaxCount;

    public bool IsEmpty => _count == 0;

    public void Add(string path, string message)
    {
        if (IsFull)
            return;
        // Messages for a log begin with the place, which is said already.
        if (message.StartsWith(path + ": ", StringComparison.Ordinal))
            message = message[(path.Length + 2)..];
        (path, message) = (Text.Cut(path, MaxPathLength), Text.Cut(message, MaxMessageLength));
        if (!_messages.TryGetValue(path, out List<string>? messages))
            _messages[path] = messages = [];
        if (messages.Contains(message))
            return;
        messages.Add(message);
        _count++;
    }

    /// <summary>Adds what a check has found in inputs that the caller can set; of others nothing is said.</summary>
    public void AddProblems(IEnumerable<ValidationProblem> problems, InputAccess access)
    {
        foreach (ValidationProblem problem in problems)
        {
            if (problem is { Severity: ValidationSeverity.Error, Node: { } node, Input: { } input } && access.Includes(node, input))
                Add($"{node}.{input}", problem.Message);
        }
    }

    /// <summary>Adds what the server has against inputs that the caller can set.</summary>
    public void AddErrors(IEnumerable<NodeError> errors, InputAccess access)
    {
        foreach (NodeError error in errors)
        {
            if (error is { Node: { } node, InputName: { } input } && access.Includes(node, input))
                Add($"{node}.{input}", error.Type == "custom_validation_failed" ? $"{error.Message}: {error.Details}" : error.Message);
        }
    }

    public Problem ToProblem() => Problem.InvalidInput(_messages.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value), IsFull);

    /// <exception cref="ProblemException">There is something.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
            throw new ProblemException(ToProblem());
    }

    /// <exception cref="ProblemException">There is so much that the rest does not matter.</exception>
    public void ThrowIfFull()
    {
        if (IsFull)
            throw new ProblemException(ToProblem());
    }
}
