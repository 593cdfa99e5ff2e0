namespace ComfyTyped.AspNetCore.Failures;

/// <summary>A request cannot be served; the problem is the answer.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem => problem;
}
