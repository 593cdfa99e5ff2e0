using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>New sockets are refused. Those that are open stay so.</summary>
/// <example><code>
/// server.Faults.Add(new RefuseSocket { Times = 3 });                      // the next three attempts
/// ArmedFault refusal = server.Faults.Add(new RefuseSocket());             // until refusal.Disarm()
/// </code></example>
public sealed record RefuseSocket : HttpFault
{
    /// <summary>Makes the fault. Its <see cref="HttpFault.Path"/> is that of the socket.</summary>
    public RefuseSocket() => Path = SocketPath;

    /// <summary>Gets the status of the answer to the handshake.</summary>
    /// <value>The default is 503.</value>
    public int Status { get; init; } = StatusCodes.Status503ServiceUnavailable;

    internal override Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause) =>
        new AnswerStatus(Status).AnswerAsync(http, next, pause);
}
