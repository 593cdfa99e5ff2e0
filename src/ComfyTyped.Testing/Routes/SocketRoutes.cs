using System.Net.WebSockets;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Protocol;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/ws</c>: the event socket.</summary>
internal sealed class SocketRoutes(ServerState state, CancellationToken shutdown)
{
    public void Map(RouteMap routes) => routes.Get("/ws", ServeAsync);

    private async Task ServeAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status400BadRequest);
            return;
        }

        string clientId = http.Request.Query["clientId"].ToString() is { Length: > 0 } given ? given : Guid.NewGuid().ToString("N");
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        await state.Sockets.ServeAsync(socket, clientId, Welcome(clientId), () => ServerFeatures.For(state.Version), shutdown);
    }

    private IEnumerable<JsonObject> Welcome(string clientId)
    {
        yield return ServerEvents.Welcome(state.Queue.Remaining, clientId);
        if (state.Worker.NodeRunningFor(clientId) is { } node)
            yield return ServerEvents.StillExecuting(node);
    }
}
