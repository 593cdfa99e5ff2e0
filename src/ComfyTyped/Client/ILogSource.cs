using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyTyped.Client;

/// <summary>A client whose log takes what goes wrong in work that is done with it.</summary>
internal interface ILogSource
{
    ILogger Logger { get; }

    /// <summary>Gets the log of a client. One that is none of this library's has no log.</summary>
    static ILogger Of(IComfyClient client) => (client as ILogSource)?.Logger ?? NullLogger.Instance;
}
