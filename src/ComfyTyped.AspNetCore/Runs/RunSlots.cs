using ComfyTyped.AspNetCore.Failures;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>Bounds how many runs are under way. A run has its place from before its request is read until it has ended.</summary>
/// <param name="limit">How many there may be.</param>
internal sealed class RunSlots(int limit)
{
    private int _taken;

    /// <returns>What gives the place back, once.</returns>
    /// <exception cref="ProblemException">There is none left.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _taken) <= limit)
            return new Slot(this);
        Interlocked.Decrement(ref _taken);
        throw new ProblemException(Problem.Busy);
    }

    private sealed class Slot(RunSlots slots) : IDisposable
    {
        private int _isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 0)
                Interlocked.Decrement(ref slots._taken);
        }
    }
}
