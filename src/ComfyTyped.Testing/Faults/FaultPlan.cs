namespace ComfyTyped.Testing;

/// <summary>The faults of a <see cref="ComfyServer"/>. They can be added and taken away while it runs. Safe to use from any thread.</summary>
/// <remarks>When several faults strike at once, the one that was added first comes first: what it does happens to what the others leave.</remarks>
/// <example><code>
/// ArmedFault cut = server.Faults.Add(new CutSocket { After = "progress", Times = 1 });
/// server.Faults.Add(new AnswerStatus(503) { Path = "/history/*", Probability = 0.2 });
/// </code></example>
public sealed class FaultPlan
{
    private readonly object _gate = new();
    private readonly Random _dice;
    private volatile ArmedFault[] _armed = [];

    /// <summary>Makes a plan without faults.</summary>
    /// <param name="seed">
    /// The seed of the dice behind <see cref="Fault.Probability"/> and <see cref="GarbleMessage"/>. The same seed throws the same numbers; which occasion gets
    /// which is up to the order in which they come.
    /// </param>
    public FaultPlan(int seed = 0) => _dice = new Random(seed);

    /// <summary>Gets the faults that are armed.</summary>
    public IReadOnlyList<ArmedFault> Armed => _armed;

    /// <summary>Arms a fault. Its occasions are counted from now on.</summary>
    /// <param name="fault">What goes wrong. The same one can be added again, and has counts of its own each time.</param>
    /// <returns>The armed fault, which tells how often it has struck.</returns>
    /// <exception cref="ArgumentException">A property of the fault makes no sense.</exception>
    public ArmedFault Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault.Validate();
        var armed = new ArmedFault(this, fault);
        lock (_gate)
            _armed = [.. _armed, armed];
        return armed;
    }

    /// <summary>Disarms all faults.</summary>
    public void Clear()
    {
        lock (_gate)
            _armed = [];
    }

    internal void Remove(ArmedFault armed)
    {
        lock (_gate)
            _armed = [.. _armed.Where(other => other != armed)];
    }

    /// <summary>Counts an occasion for all faults that it fits, and gives those that strike.</summary>
    internal TFault[] Strike<TFault>(Func<TFault, bool> fits)
        where TFault : Fault
    {
        ArmedFault[] armed = _armed;
        return armed.Length == 0 ? [] : [.. armed.Where(one => one.Fault is TFault fault && fits(fault) && one.TryStrike()).Select(one => (TFault)one.Fault)];
    }

    /// <summary>Throws the dice: from 0 to below <paramref name="limit"/>.</summary>
    internal int Throw(int limit)
    {
        lock (_dice)
            return _dice.Next(limit);
    }

    /// <summary>Throws the dice: from 0 to below 1.</summary>
    internal double Throw()
    {
        lock (_dice)
            return _dice.NextDouble();
    }
}
