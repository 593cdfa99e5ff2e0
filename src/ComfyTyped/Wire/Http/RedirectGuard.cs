using System.Net;
using System.Net.Sockets;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>
/// Decides where a server may send a download. It can name any address, and whoever serves the file to others would hand out what is there: so a server on the
/// internet may name only others on the internet, and one on this machine or in the local network its like as well.
/// </summary>
/// <remarks>A proxy of the system looks names up by itself: what they mean there is not known here.</remarks>
internal sealed class RedirectGuard(Uri server)
{
    /// <summary>Gives the target of a redirect.</summary>
    /// <returns>Null when it is not HTTP, or would give up HTTPS.</returns>
    public static Uri? TargetOf(HttpResponseMessage response, Uri from)
    {
        if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location || !Uri.TryCreate(from, location, out Uri? target))
            return null;
        bool isHttp = target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
        return isHttp ? target : null;
    }

    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Judges an address that a redirect names, before anything is sent. Names are judged when they are looked up.</summary>
    /// <exception cref="RefusedException">It may not go there.</exception>
    public async ValueTask ThrowIfRefusedAsync(Uri target, CancellationToken cancellationToken)
    {
        IPAddress? address = IPAddress.TryParse(target.DnsSafeHost, out IPAddress? literal) ? literal : IsThisMachine(target) ? IPAddress.Loopback : null;
        if (address is not null && !(await AllowedKindsAsync(cancellationToken).ConfigureAwait(false)).Contains(AddressKinds.Of(address)))
            throw new RefusedException();
    }

    /// <summary>Looks up the host of a connection, and leaves out the addresses where the server has no business.</summary>
    /// <exception cref="RefusedException">None is left.</exception>
    public async Task<IPAddress[]> ResolveAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        bool isProxy = context.InitialRequestMessage.RequestUri is { } uri && !uri.IdnHost.Equals(context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase);
        if (isProxy)
            return addresses;
        HashSet<AddressKind> allowed = await AllowedKindsAsync(cancellationToken).ConfigureAwait(false);
        addresses = Array.FindAll(addresses, address => allowed.Contains(AddressKinds.Of(address)));
        return addresses.Length > 0 ? addresses : throw new RefusedException();
    }

    private static bool IsThisMachine(Uri uri) =>
        uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase) || uri.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<HashSet<AddressKind>> AllowedKindsAsync(CancellationToken cancellationToken)
    {
        var kinds = new HashSet<AddressKind> { AddressKind.Public };
        try
        {
            foreach (IPAddress address in await Dns.GetHostAddressesAsync(server.IdnHost, cancellationToken).ConfigureAwait(false))
                kinds.Add(AddressKinds.Of(address));
        }
        catch (SocketException)
        {
            // Only a proxy or a handler of the application knows it.
        }
        return kinds;
    }

    /// <summary>The server has sent a download where it has no business.</summary>
    internal sealed class RefusedException() : IOException(Reason)
    {
        public const string Reason = "That address is on this machine or in a local network, and the server is not.";
    }
}
