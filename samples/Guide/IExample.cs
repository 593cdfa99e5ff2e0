namespace Guide;

/// <summary>One example of the WebSocket workflow guide: what its script does, as a short typed program.</summary>
public interface IExample
{
    /// <summary>Gets the name on the command line.</summary>
    string Name { get; }

    /// <summary>Gets what the guide's script does.</summary>
    string Script { get; }

    /// <summary>Does the same with types.</summary>
    /// <param name="stage">The server, the console and the folder for files.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task RunAsync(Stage stage, CancellationToken cancellationToken);
}
