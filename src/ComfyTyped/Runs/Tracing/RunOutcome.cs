namespace ComfyTyped.Runs;

/// <summary>How a run ended, in the one word that metrics and activities use.</summary>
internal static class RunOutcome
{
    public static string Of(Exception? exception) => exception switch
    {
        null => "succeeded",
        NodeFailedException => "failed",
        RunInterruptedException => "interrupted",
        OperationCanceledException => "cancelled",
        PromptRejectedException or PromptPartlyRejectedException => "rejected",
        ComfyRunLostException => "lost",
        ComfyRunTimeoutException => "timed_out",
        ComfyConnectionException => "unreachable",
        _ => "error",
    };
}
