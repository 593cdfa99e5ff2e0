namespace ComfyTyped.Runs;

/// <summary>What stops a run.</summary>
/// <param name="Source">Is cancelled by its caller's token, its own methods, and the disposal of the client.</param>
/// <param name="CallerToken">The token of who asked for it.</param>
internal readonly record struct RunStop(CancellationTokenSource Source, CancellationToken CallerToken)
{
    public CancellationToken Token => Source.Token;
}
