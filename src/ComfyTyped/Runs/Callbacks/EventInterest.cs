namespace ComfyTyped.Runs;

/// <summary>Which events anyone listens to. What nobody listens to is not even read from its message.</summary>
[Flags]
internal enum EventInterest
{
    None = 0,
    Progress = 1,
    Previews = 2,
    Executing = 4,
    Executed = 8,
    All = -1,
}
