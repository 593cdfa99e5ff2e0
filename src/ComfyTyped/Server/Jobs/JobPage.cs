namespace ComfyTyped;

/// <summary>A part of a list of jobs.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Offset">How many come before them.</param>
/// <param name="Total">How many there are altogether.</param>
/// <param name="HasMore">Whether more come after them.</param>
public sealed record JobPage(IReadOnlyList<Job> Jobs, int Offset, int Total, bool HasMore);
