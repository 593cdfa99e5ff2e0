namespace ComfyTyped;

/// <summary>A step of one node (<c>progress</c>). For the whole graph see <see cref="GraphProgress"/>.</summary>
public sealed record ProgressEvent : NodeEvent
{
    internal ProgressEvent(NodeReference node, double value, double max)
        : base(node)
    {
        Value = value;
        Max = max;
    }

    /// <summary>Gets how much is done, in the unit of <see cref="Max"/>: steps, tiles, bytes, seconds, whatever the node counts.</summary>
    public double Value { get; }

    /// <summary>Gets how much there is to do.</summary>
    public double Max { get; }
}
