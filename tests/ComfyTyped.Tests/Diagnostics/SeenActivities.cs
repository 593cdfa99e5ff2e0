using System.Collections.Concurrent;
using System.Diagnostics;

namespace ComfyTyped.Tests.Diagnostics;

/// <summary>Collects the activities that have ended, those of tests beside included.</summary>
internal sealed class SeenActivities : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SeenActivities()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ComfyDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity RunOf(string promptId) => _ended.Single(activity => Equals(activity.GetTagItem("comfy.prompt_id"), promptId));

    public Activity[] ChildrenOf(Activity run) => [.. _ended.Where(activity => activity.ParentSpanId == run.SpanId).OrderBy(activity => activity.StartTimeUtc)];

    public void Dispose() => _listener.Dispose();
}
