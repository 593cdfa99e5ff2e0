namespace ComfyTyped.Testing;

/// <summary>A fault in the plan of a server, and how often it has struck.</summary>
public sealed class ArmedFault
{
    private readonly object _gate = new();
    private readonly FaultPlan _plan;
    private TaskCompletionSource _struck = NextStrike();
    private long _occasions;
    private int _strikes;

    internal ArmedFault(FaultPlan plan, Fault fault)
    {
        _plan = plan;
        Fault = fault;
    }

    /// <summary>Gets the fault.</summary>
    public Fault Fault { get; }

    /// <summary>Gets how often it has struck.</summary>
    public int Strikes => Volatile.Read(ref _strikes);

    /// <summary>Waits until it has struck.</summary>
    /// <param name="times">How often. Default: once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the fault begins to do what it does that time.</returns>
    public async Task StruckAsync(int times = 1, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_strikes >= times)
                    return;
                next = _struck.Task;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes it out of the plan. What it has begun goes on: a held message stays held, a deaf socket deaf.</summary>
    public void Disarm() => _plan.Remove(this);

    internal bool TryStrike()
    {
        TaskCompletionSource struck;
        lock (_gate)
        {
            long occasion = _occasions++ - Fault.Skip;
            bool isMeant = occasion >= 0 && occasion % Fault.Every == 0 && !(_strikes >= Fault.Times);
            if (!isMeant || (Fault.Probability < 1 && _plan.Throw() >= Fault.Probability))
                return false;
            _strikes++;
            struck = _struck;
            _struck = NextStrike();
        }

        struck.SetResult();
        return true;
    }

    private static TaskCompletionSource NextStrike() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
