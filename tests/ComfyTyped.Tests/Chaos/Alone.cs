namespace ComfyTyped.Tests.Chaos;

/// <summary>Tests that measure the memory of the process, which others would use as well.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
