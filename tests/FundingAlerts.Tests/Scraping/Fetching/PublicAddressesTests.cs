using System.Net;
using FundingAlerts.Scraping.Fetching;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class PublicAddressesTests
{
    [Theory]
#pragma warning disable format // a table
    [InlineData("1.1.1.1",                true)]
    [InlineData("8.8.8.8",                true)]
    [InlineData("9.255.255.255",          true)]
    [InlineData("100.63.255.255",         true)]
    [InlineData("100.128.0.0",            true)]
    [InlineData("172.15.255.255",         true)]
    [InlineData("172.32.0.0",             true)]
    [InlineData("192.167.255.255",        true)]
    [InlineData("223.255.255.255",        true)]
    [InlineData("2606:4700:4700::1111",   true)]
    [InlineData("2a00:1450:4001::1",      true)]
    [InlineData("::ffff:8.8.8.8",         true)] // a public IPv4 address in IPv6 clothes
    [InlineData("64:ff9b::8.8.8.8",       true)] // NAT64
    [InlineData("0.0.0.0",                false)]
    [InlineData("0.1.2.3",                false)]
    [InlineData("10.0.0.1",               false)]
    [InlineData("10.255.255.255",         false)]
    [InlineData("100.64.0.1",             false)] // carrier-grade NAT
    [InlineData("100.127.255.255",        false)]
    [InlineData("127.0.0.1",              false)]
    [InlineData("127.255.255.254",        false)]
    [InlineData("168.63.129.16",          false)] // Azure's platform
    [InlineData("169.254.0.1",            false)]
    [InlineData("169.254.169.254",        false)] // cloud metadata
    [InlineData("172.16.0.1",             false)]
    [InlineData("172.31.255.255",         false)]
    [InlineData("192.0.0.8",              false)]
    [InlineData("192.0.2.1",              false)] // documentation
    [InlineData("192.88.99.1",            false)] // 6to4 relay
    [InlineData("192.168.1.1",            false)]
    [InlineData("198.18.0.1",             false)] // benchmarks
    [InlineData("198.19.255.255",         false)]
    [InlineData("198.51.100.1",           false)] // documentation
    [InlineData("203.0.113.1",            false)] // documentation
    [InlineData("224.0.0.1",              false)] // multicast
    [InlineData("240.0.0.1",              false)]
    [InlineData("255.255.255.255",        false)]
    [InlineData("::",                     false)]
    [InlineData("::1",                    false)]
    [InlineData("::127.0.0.1",            false)] // IPv4-compatible
    [InlineData("::ffff:127.0.0.1",       false)] // IPv4-mapped
    [InlineData("::ffff:10.0.0.1",        false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::127.0.0.1",     false)] // NAT64
    [InlineData("64:ff9b::a9fe:a9fe",     false)] // NAT64 of 169.254.169.254
    [InlineData("64:ff9b:1::8.8.8.8",     false)] // local NAT64
    [InlineData("100::1",                 false)] // discard
    [InlineData("2001::1",                false)] // Teredo
    [InlineData("2001:10::1",             false)] // ORCHID
    [InlineData("2001:db8::1",            false)] // documentation
    [InlineData("2002:7f00:1::1",         false)] // 6to4 of 127.0.0.1
    [InlineData("2002:808:808::1",        false)]
    [InlineData("3fff::1",                false)] // documentation
    [InlineData("5f00::1",                false)] // segment routing
    [InlineData("fc00::1",                false)] // unique local
    [InlineData("fd12:3456:789a::1",      false)]
    [InlineData("fe80::1",                false)] // link-local
    [InlineData("fe80::1%1",              false)]
    [InlineData("fec0::1",                false)] // site-local
    [InlineData("ff02::1",                false)] // multicast
#pragma warning restore format
    public void Only_public_unicast_addresses_are_public(string address, bool isPublic) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBe(isPublic);
}
