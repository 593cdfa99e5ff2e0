using System.Net.WebSockets;
using ComfyTyped.Testing.Guide;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/ws</c>: the event socket.</summary>
internal sealed class SocketRoutes(ServerState state, ExecuteMessages? execute, CancellationToken shutdown)
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
        var client = new ClientSocket(clientId, execute);
        // Before the handshake is answered: what a client does after it, it expects to see the events of.
        state.Queue.Hold(queueRemaining => Welcome(client, queueRemaining));
        try
        {
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            SocketWire wire = http.Features.GetRequiredFeature<SocketWire>();
            await client.RunAsync(
                ending => new SocketLine(socket, wire, state.Faults, state.Time, () => state.Sockets.Remove(clientId), ending),
                () => ServerEvents.FeatureFlags(ServerFeatures.For(state.Version)),
                shutdown);
        }
        finally
        {
            state.Sockets.Remove(clientId);
        }
    }

    /// <summary>The first frames, which nothing may come before.</summary>
    private void Welcome(ClientSocket client, int queueRemaining)
    {
        client.Send(ServerEvents.Welcome(queueRemaining, client.Id));
        if (state.Worker.NodeRunningFor(client.Id) is { } node)
            client.Send(ServerEvents.StillExecuting(node));
        state.Sockets.Add(client);
    }
}
