using System.Net;
using System.Net.Sockets;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>
/// Which IP addresses belong to the public internet (IANA's special-purpose registries, RFC 6890 and its successors).
/// A source's address comes from a person or a redirect, and must not lead into the network that we run in.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublicV4 =
    [
        Network("0.0.0.0/8"), // this network
        Network("10.0.0.0/8"), // private
        Network("100.64.0.0/10"), // carrier-grade NAT
        Network("127.0.0.0/8"), // loopback
        Network("168.63.129.16/32"), // Azure's own platform address; it looks public
        Network("169.254.0.0/16"), // link-local, cloud metadata
        Network("172.16.0.0/12"), // private
        Network("192.0.0.0/24"), // protocol assignments
        Network("192.0.2.0/24"), // documentation
        Network("192.88.99.0/24"), // 6to4 relays
        Network("192.168.0.0/16"), // private
        Network("198.18.0.0/15"), // benchmarks
        Network("198.51.100.0/24"), // documentation
        Network("203.0.113.0/24"), // documentation
        Network("224.0.0.0/4"), // multicast
        Network("240.0.0.0/4"), // reserved, broadcast
    ];

    // All that is handed out today lies in 2000::/3; these lie in it and are something else.
    private static readonly IPNetwork GlobalV6 = Network("2000::/3");

    private static readonly IPNetwork[] NotPublicV6 =
    [
        Network("2001::/23"), // protocol assignments: Teredo, ORCHID, benchmarks
        Network("2001:db8::/32"), // documentation
        Network("2002::/16"), // 6to4: hides any IPv4 address
        Network("3fff::/20"), // documentation
    ];

    // RFC 6052: a network without IPv4 reaches it so; what counts is the address inside.
    private static readonly IPNetwork Nat64 = Network("64:ff9b::/96");

    /// <summary>True for public unicast addresses only.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Contains(address.MapToIPv4());

        if (address.AddressFamily is AddressFamily.InterNetwork)
            return !IsIn(NotPublicV4, address);

        if (Nat64.Contains(address))
            return Contains(new IPAddress(address.GetAddressBytes().AsSpan(12)));

        return GlobalV6.Contains(address) && !IsIn(NotPublicV6, address);
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
            if (network.Contains(address))
                return true;

        return false;
    }

    private static IPNetwork Network(string range) => IPNetwork.Parse(range);
}
