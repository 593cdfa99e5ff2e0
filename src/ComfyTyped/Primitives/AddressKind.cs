using System.Net;
using System.Net.Sockets;

namespace ComfyTyped.Primitives;

/// <summary>Where an address leads. A server on the internet has no business with any but <see cref="Public"/> ones.</summary>
internal enum AddressKind
{
    Public,

    /// <summary>The local network, or that of a provider or VPN.</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>This network segment; the metadata services of clouds are there.</summary>
    LinkLocal,

    /// <summary>Multicast, documentation, tunnels, and what is not assigned.</summary>
    Reserved,
}

/// <summary>Tells of which kind an address is.</summary>
internal static class AddressKinds
{
    public static AddressKind Of(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => OfIPv4(address.GetAddressBytes()),
        AddressFamily.InterNetworkV6 => OfIPv6(address.GetAddressBytes()),
        _ => AddressKind.Reserved,
    };

    private static AddressKind OfIPv4(ReadOnlySpan<byte> bytes) => (bytes[0], bytes[1], bytes[2], bytes[3]) switch
    {
        (127, _, _, _) => AddressKind.Loopback,
        // Connecting to it reaches this machine.
        (0, _, _, _) => AddressKind.Loopback,
        (10, _, _, _) or (172, >= 16 and <= 31, _, _) or (192, 168, _, _) or (100, >= 64 and <= 127, _, _) => AddressKind.Private,
        (169, 254, _, _) => AddressKind.LinkLocal,
        // The one address of Azure's own services, which looks like any other.
        (168, 63, 129, 16) => AddressKind.LinkLocal,
        (192, 0, 0 or 2, _) or (192, 88, 99, _) or (198, 18 or 19, _, _) or (198, 51, 100, _) or (203, 0, 113, _) or ( >= 224, _, _, _) => AddressKind.Reserved,
        _ => AddressKind.Public,
    };

    private static AddressKind OfIPv6(ReadOnlySpan<byte> bytes)
    {
        // ::, ::1, and the deprecated form of an IPv4 address.
        if (bytes[..12].IndexOfAnyExcept((byte)0) < 0)
            return bytes[12..14].IndexOfAnyExcept((byte)0) < 0 ? AddressKind.Loopback : OfIPv4(bytes[12..]);
        if (bytes[..10].IndexOfAnyExcept((byte)0) < 0 && bytes[10] == 0xFF && bytes[11] == 0xFF)
            return OfIPv4(bytes[12..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]))
            return OfIPv4(bytes[12..]);
        return (bytes[0], bytes[1], bytes[2], bytes[3]) switch
        {
            (0xFE, >= 0x80 and <= 0xBF, _, _) => AddressKind.LinkLocal,
            (0xFC or 0xFD, _, _, _) or (0xFE, >= 0xC0, _, _) or (0x00, 0x64, 0xFF, 0x9B) => AddressKind.Private,
            (0x20, 0x02, _, _) => OfIPv4(bytes[2..6]),
            (0x20, 0x01, 0x00, 0x00) or (0x20, 0x01, 0x0D, 0xB8) => AddressKind.Reserved,
            (>= 0x20 and <= 0x3F, _, _, _) => AddressKind.Public,
            _ => AddressKind.Reserved,
        };
    }
}
