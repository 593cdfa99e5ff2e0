using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Requests;
using ComfyTyped.AspNetCore.Setup;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>Tells the caller of a failure what concerns the caller; the rest goes to the log.</summary>
internal static class Problems
{
    public static Problem Of(Exception exception, EndpointSetup setup)
    {
        Problem problem = exception switch
        {
            ProblemException known => known.Problem,
            WorkflowInvalidException invalid => OfInputs(errors => errors.AddProblems(invalid.Problems, setup.Access)),
            PromptRejectedException rejected => OfInputs(errors => errors.AddErrors(rejected.NodeErrors, setup.Access)),
            PromptPartlyRejectedException rejected => OfInputs(errors => errors.AddErrors(rejected.NodeErrors, setup.Access)),
            NodeFailedException failure => Problem.NodeFailed(failure, setup.ShowsFailureDetails),
            RunInterruptedException => Problem.Interrupted,
            ComfyRunTimeoutException => Problem.TimedOut,
            ComfyRunLostException { Reason: RunLostReason.Unreachable } => Problem.Unreachable,
            ComfyRunLostException => Problem.Lost,
            ComfyConnectionException => Problem.Unreachable,
            ComfyServerException => Problem.Refused,
            OperationCanceledException => Problem.Cancelled,
            _ => Problem.Unexpected,
        };
        if (problem.Status >= 500 || problem.Status == 422)
            Log.RunFailed(setup.Logger, setup.Name, problem.Status, exception);
        return problem;
    }

    /// <summary>The inputs that the caller can do something about; if it is about others, the workflow does not fit the server.</summary>
    private static Problem OfInputs(Action<InputErrors> add)
    {
        var errors = new InputErrors();
        add(errors);
        return errors.IsEmpty ? Problem.Misfit : errors.ToProblem();
    }
}
