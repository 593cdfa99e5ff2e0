namespace ComfyTyped;

/// <summary>A stage of a pipeline has failed. The inner exception tells why.</summary>
public sealed class PipelineException : ComfyException
{
    internal PipelineException(string stage, int index, int attempts, Exception innerException)
        : base($"Stage \"{stage}\" has failed{(attempts > 1 ? $", {attempts} times" : "")}. {innerException.Message}", innerException)
    {
        Stage = stage;
        Index = index;
        Attempts = attempts;
    }

    /// <summary>Gets the name of the stage.</summary>
    public string Stage { get; }

    /// <summary>Gets its place in the pipeline, from 0.</summary>
    public int Index { get; }

    /// <summary>Gets how often it was run.</summary>
    public int Attempts { get; }
}
