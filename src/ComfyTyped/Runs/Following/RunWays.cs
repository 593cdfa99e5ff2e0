namespace ComfyTyped.Runs;

/// <summary>How the runs of a client are sent and followed.</summary>
/// <param name="Submission">Sends them.</param>
/// <param name="Followers">Wait for their end.</param>
internal sealed record RunWays(IPromptSubmission Submission, RunFollowers Followers);
