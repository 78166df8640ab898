using System.Net;
using FundingAlerts.Subscribing;

namespace FundingAlerts.Tests.Subscribing;

public sealed class EmailAddressTests
{
    [Theory]
    [Table("""
        ann@example.org            ¦ ann@example.org
        Ann.Smith@Example.ORG      ¦ Ann.Smith@example.org
        ann+nl@example.org         ¦ ann+nl@example.org
        ann@bücher.example         ¦ ann@xn--bcher-kva.example
        ann@ｅｘａｍｐｌｅ.org         ¦ ann@example.org
        ann                        ¦
        @example.org               ¦
        ann@                       ¦
        ann@localhost              ¦
        ann@example.org.           ¦
        ann@example..org           ¦
        a nn@example.org           ¦
        ann@exam ple.org           ¦
        ann@@example.org           ¦
        ann@evil.org@example.org   ¦
        Ann <ann@example.org>      ¦
        "ann"@example.org          ¦
        ann@[127.0.0.1]            ¦
        änn@example.org            ¦
        ann@-example.org           ¦
        """)]
    public void An_address_is_one_that_can_be_mailed(string typed, string? read) => EmailAddress.Read(typed)?.Text.ShouldBe(read);

    [Theory]
    [InlineData("ann@example.org\r\nBcc: all@example.org")]
    [InlineData("ann@example.org\0")]
    [InlineData("ann\u202Egro.elpmaxe@x.org")]
    [InlineData(null)]
    [InlineData("")]
    public void What_would_begin_another_header_is_none(string? typed) => EmailAddress.Read(typed).ShouldBeNull();

    [Fact]
    public void A_long_one_is_none() => EmailAddress.Read(new string('a', 65) + "@example.org").ShouldBeNull();

    [Theory]
    [InlineData("ann@example.org", "ANN@EXAMPLE.ORG", true, true)]
    [InlineData("ann@example.org", "ann+x@example.org", false, true)]
    [InlineData("ann@example.org", "a.nn@example.org", false, false)]
    [InlineData("ann@gmail.com", "a.n.n+y@googlemail.com", false, true)]
    public void Who_is_who_is_stricter_than_what_is_counted(string one, string other, bool isSame, bool isSameMailbox)
    {
        var (a, b) = (EmailAddress.Read(one)!, EmailAddress.Read(other)!);
        (a.Hash == b.Hash).ShouldBe(isSame);
        (a.MailboxHash == b.MailboxHash).ShouldBe(isSameMailbox);
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2ff:1::9", "2001:db8:1:200::/56")]
    public void A_network_is_all_that_one_customer_has(string address, string network) => Throttle.NetworkOf(IPAddress.Parse(address)).ShouldBe(network);
}
