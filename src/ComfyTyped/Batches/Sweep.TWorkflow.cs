using System.Collections;
using System.Runtime.CompilerServices;
using ComfyTyped.Batches;

namespace ComfyTyped;

/// <summary>
/// A workflow with every combination of some values of its inputs, or some of them. It makes each workflow when it is asked for it, and the same ones each time,
/// so that a batch with a manifest can go on. It never changes: each method gives another sweep.
/// </summary>
/// <typeparam name="TWorkflow">The workflow.</typeparam>
public sealed class Sweep<TWorkflow> : IReadOnlyCollection<TWorkflow>
    where TWorkflow : ComfyWorkflow
{
    private readonly Func<TWorkflow> _create;
    private readonly SweepAxis<TWorkflow>[] _axes;
    private readonly SweepSample? _sample;

    internal Sweep(Func<TWorkflow> create, SweepAxis<TWorkflow>[] axes, SweepSample? sample)
    {
        _create = create;
        _axes = axes;
        _sample = sample;
    }

    /// <summary>Gets how many points it has.</summary>
    /// <exception cref="OverflowException">More than an <see cref="int"/> counts: take a <see cref="Sample"/>.</exception>
    public int Count => checked((int)(_sample is { } sample ? sample.CountOf(Size, IsDrawn) : Size));

    private long Size => _axes.Aggregate(1L, (size, axis) => checked(size * axis.Count));

    private bool IsDrawn => _axes.Any(axis => axis.IsDrawn);

    /// <summary>Combines each point with each of some values. Those of the last call change fastest; put what makes the server load another model first.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="set">Sets a value: <c>(w, cfg) => w.KSampler.Cfg = cfg</c>.</param>
    /// <param name="values">The values; at least one.</param>
    /// <param name="name">What labels call it. By default it is read from <paramref name="set"/>: <c>KSampler.Cfg</c>.</param>
    /// <returns>The larger sweep.</returns>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public Sweep<TWorkflow> Over<T>(Action<TWorkflow, T> set, IEnumerable<T> values, [CallerArgumentExpression(nameof(set))] string name = "")
    {
        SweepSetting<TWorkflow> setting = SweepSetting<TWorkflow>.Of(set, values, name, out int count);
        if (count == 0)
            throw new ArgumentException($"The sweep over {setting.Name} has no values.", nameof(values));
        return With([.. _axes, new SweepAxis<TWorkflow>(count, [setting])]);
    }

    /// <summary>Sets something else in step with the call of <see cref="Over"/> before: the first value with its first, the second with its second.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="set">Sets a value: <c>(w, steps) => w.KSampler.Steps = steps</c>.</param>
    /// <param name="values">The values, as many as the call before has.</param>
    /// <param name="name">What labels call it. By default it is read from <paramref name="set"/>.</param>
    /// <returns>The sweep.</returns>
    /// <exception cref="ArgumentException">There are more or fewer values than in the call before.</exception>
    /// <exception cref="InvalidOperationException">There was no call of <see cref="Over"/> before.</exception>
    public Sweep<TWorkflow> Zip<T>(Action<TWorkflow, T> set, IEnumerable<T> values, [CallerArgumentExpression(nameof(set))] string name = "")
    {
        if (_axes is not [.., { IsDrawn: false } last])
            throw new InvalidOperationException($"{nameof(Zip)} goes in step with the {nameof(Over)} right before it; there is none.");
        SweepSetting<TWorkflow> setting = SweepSetting<TWorkflow>.Of(set, values, name, out int count);
        if (count != last.Count)
            throw new ArgumentException($"{setting.Name} has {count} values, but goes in step with {last.Settings[0].Name}, which has {last.Count}.", nameof(values));
        return With([.. _axes[..^1], last with { Settings = [.. last.Settings, setting] }]);
    }

    /// <summary>Draws a value for each point: <c>Draw((w, cfg) => w.KSampler.Cfg = cfg, random => 1 + 9 * random.NextDouble())</c>. <see cref="Sample"/> says for how many.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="set">Sets the value.</param>
    /// <param name="draw">Draws it from the given source, which is the same for the same point of the same sweep.</param>
    /// <param name="name">What labels call it. By default it is read from <paramref name="set"/>.</param>
    /// <returns>The sweep.</returns>
    public Sweep<TWorkflow> Draw<T>(Action<TWorkflow, T> set, Func<Random, T> draw, [CallerArgumentExpression(nameof(set))] string name = "") =>
        With([.. _axes, new SweepAxis<TWorkflow>(1, [SweepSetting<TWorkflow>.Of(set, draw, name)]) { IsDrawn = true }]);

    /// <summary>
    /// Takes some points at random instead of all: a random search. None comes twice, unless <see cref="Draw"/> makes it another one; without it there
    /// are at most as many as the sweep has.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Other points for another number, and the same for the same.</param>
    /// <returns>The sample.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Sweep<TWorkflow> Sample(int count, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new Sweep<TWorkflow>(_create, _axes, new SweepSample(count, seed));
    }

    /// <summary>Makes the workflows, one at a time. Each has a label of its values, such as <c>KSampler.Cfg=7, KSampler.Steps=20</c>, which <see cref="BatchItem{TResult}"/> tells.</summary>
    /// <returns>The workflows.</returns>
    public IEnumerator<TWorkflow> GetEnumerator()
    {
        int number = 0;
        foreach (long place in _sample?.Places(Size, IsDrawn) ?? AllPlaces())
            yield return CreateAt(place, SweepSample.Random(_sample?.Seed ?? 0, number++));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Sweep<TWorkflow> With(SweepAxis<TWorkflow>[] axes) => new(_create, axes, _sample);

    private IEnumerable<long> AllPlaces()
    {
        long size = Size;
        for (long place = 0; place < size; place++)
            yield return place;
    }

    private TWorkflow CreateAt(long place, Random random)
    {
        TWorkflow workflow = _create();
        int[] indices = new int[_axes.Length];
        for (int axis = _axes.Length - 1; axis >= 0; axis--)
            (place, indices[axis]) = (place / _axes[axis].Count, (int)(place % _axes[axis].Count));
        var texts = new List<string>();
        for (int axis = 0; axis < _axes.Length; axis++)
        {
            foreach (SweepSetting<TWorkflow> setting in _axes[axis].Settings)
                texts.Add($"{setting.Name}={setting.Apply(workflow, indices[axis], random)}");
        }
        workflow.BatchLabel = string.Join(", ", texts);
        return workflow;
    }
}
