using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>Keeps us on the public internet: checks an address as written, and again when its name has become a number.</summary>
public sealed class AddressGuard(bool allowLoopback)
{
    /// <summary>Set on a request that the operator's own reroute sends elsewhere.</summary>
    public static readonly HttpRequestOptionsKey<bool> Rerouted = new("FundingAlerts.Rerouted");

    /// <summary>What is wrong with how the address is written, wherever it leads; null when nothing is.</summary>
    public static SourceProblem? CheckSpelling(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            return FetchProblems.NotOnTheWeb(address);

        if (address.UserInfo.Length > 0)
            return FetchProblems.HasUserInfo(address);

        return null;
    }

    /// <summary>What is wrong with the address as written; null when it may be tried.</summary>
    public SourceProblem? Check(Uri address, bool rerouted)
    {
        if (CheckSpelling(address) is { } problem)
            return problem;

        // Uri has already turned 0x7f.1, 2130706433 and their like into dotted numbers.
        var isNumber = address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6;
        if (isNumber && !rerouted && !Allows(IPAddress.Parse(address.DnsSafeHost)))
            return FetchProblems.ForbiddenAddress(address);

        return null;
    }

    /// <summary>Connects to the very address that was checked: a second look-up could answer differently (DNS rebinding).</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var number)
            ? [number]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);

        // A rerouted request only ever shares a pooled connection with others to the same number or name,
        // and those are checked as written (numbers) or open a connection of their own (names).
        var rerouted = context.InitialRequestMessage.Options.TryGetValue(Rerouted, out var yes) && yes;
        var allowed = rerouted ? addresses : Array.FindAll(addresses, Allows);
        if (allowed.Length is 0 && addresses.Length > 0)
            throw new ForbiddenAddressException();

        return await ConnectToAnyAsync(allowed, port, cancellationToken);
    }

    private bool Allows(IPAddress address) =>
        PublicAddresses.Contains(address)
        || (allowLoopback && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    private static async Task<Stream> ConnectToAnyAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name leads to no public address.</summary>
internal sealed class ForbiddenAddressException() : IOException("The name leads to no public address.");
