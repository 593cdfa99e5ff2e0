namespace ComfyTyped;

/// <summary>What an <see cref="IFailedRunPolicy"/> decides on.</summary>
/// <param name="Failures">How often the run has failed by now: 1 the first time.</param>
/// <param name="Failure">How it failed this time. Its <see cref="ComfyRunException.PromptId"/> is that of the failed attempt.</param>
/// <param name="Elapsed">How long ago the run was sent for the first time.</param>
public readonly record struct FailedRunContext(int Failures, NodeFailedException Failure, TimeSpan Elapsed);
