namespace ComfyTyped;

/// <summary>What a server does and has at one moment.</summary>
/// <param name="Server">Its address, without credentials.</param>
/// <param name="Time">When it was asked, by the client's clock.</param>
/// <param name="Running">The ids of the runs that it works on, those of all clients: at most one on a server of one worker.</param>
/// <param name="Pending">How many wait in its queue.</param>
/// <param name="Stats">Its version, memory and devices; null when it did not answer.</param>
/// <param name="Failure">Why it did not answer; null when it did.</param>
public sealed record ServerSnapshot(Uri Server, DateTimeOffset Time, IReadOnlyList<string> Running, int Pending, SystemStats? Stats, ComfyException? Failure)
{
    /// <summary>Gets how many runs it works on or has in its queue.</summary>
    public int QueueLength => Running.Count + Pending;

    /// <summary>Gets the memory of all its devices in bytes; null when it does not tell.</summary>
    public long? VramTotal => Stats?.Devices.Sum(device => device.VramTotal) is > 0 and { } total ? total : null;

    /// <summary>Gets how much of <see cref="VramTotal"/> is free, in bytes; null when it does not tell. What models take that the server could unload is not free.</summary>
    public long? VramFree => VramTotal is null ? null : Stats?.Devices.Sum(device => device.VramFree);

    /// <summary>Gets how much of its devices' memory is free, from 0 to 1; null when it does not tell.</summary>
    public double? FreeShare => VramTotal is { } total && VramFree is { } free ? (double)free / total : null;
}
