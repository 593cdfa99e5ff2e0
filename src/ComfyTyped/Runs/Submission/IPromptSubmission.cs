namespace ComfyTyped.Runs;

/// <summary>Sends prompts.</summary>
internal interface IPromptSubmission
{
    /// <returns>What the server has said to it.</returns>
    /// <exception cref="ComfyException">It was not sent, or not accepted.</exception>
    Task<RunAcceptance> SubmitAsync(PreparedRun prepared, CancellationToken cancellationToken);
}
