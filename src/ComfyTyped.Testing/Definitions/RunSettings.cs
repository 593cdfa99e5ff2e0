namespace ComfyTyped.Testing.Definitions;

/// <summary>What every run needs to know of the server.</summary>
internal sealed record RunSettings(ComfyVersion Version, DataDirectory Data, TimeSpan StepDelay, FaultPlan Faults, TimeProvider Time);
