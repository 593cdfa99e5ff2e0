namespace ComfyTyped;

/// <summary>Begins sweeps over the inputs of a workflow.</summary>
public static class Sweep
{
    /// <summary>Begins a sweep: <c>Sweep.Of(() => new TextToImage { ... }).Over((w, cfg) => w.KSampler.Cfg = cfg, [5, 7, 9])</c>.</summary>
    /// <typeparam name="TWorkflow">The workflow.</typeparam>
    /// <param name="create">Makes the workflow that each point changes; a new object each time.</param>
    /// <returns>A sweep of one point: the workflow as it is made.</returns>
    public static Sweep<TWorkflow> Of<TWorkflow>(Func<TWorkflow> create)
        where TWorkflow : ComfyWorkflow
    {
        ArgumentNullException.ThrowIfNull(create);
        return new Sweep<TWorkflow>(create, [], null);
    }
}
