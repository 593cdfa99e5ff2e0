using System.Net;

namespace ComfyTyped.Wire;

/// <summary>The server has answered the handshake of a WebSocket with something else than a WebSocket. The message says what to do.</summary>
internal sealed class SocketRefusedException(HttpStatusCode status, string message, Exception innerException) : IOException(message, innerException)
{
    public HttpStatusCode Status => status;
}
