using System.Net.WebSockets;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Faults;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Protocol;
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
        bool hasSaidGoodbye = false;
        try
        {
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            SocketWire wire = http.Features.GetRequiredFeature<SocketWire>();
            hasSaidGoodbye = await client.RunAsync(
                ending => new SocketLine(socket, wire, state.Faults, state.Time, () => state.Sockets.Remove(clientId), ending),
                supportsPreviews => state.Sockets.Negotiate(clientId, supportsPreviews, ServerEvents.FeatureFlags(ServerFeatures.For(state.Version))),
                shutdown);
        }
        finally
        {
            if (!hasSaidGoodbye)
                await NoticeAsync(clientId);
            state.Sockets.Remove(clientId);
        }
    }

    /// <summary>Ends when the server learns that a socket has broken: at once, unless a fault holds it up.</summary>
    private async Task NoticeAsync(string clientId)
    {
        foreach (DelayDisconnect fault in state.Faults.Strike<DelayDisconnect>(fault => fault.Fits(clientId)))
            await Task.Delay(fault.By, state.Time, shutdown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
