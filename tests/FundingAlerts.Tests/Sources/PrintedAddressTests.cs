using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

public sealed class PrintedAddressTests
{
    [Theory]
    [InlineData("https://site.example/a/list.html")]
    [InlineData("http://user@Site.example:8080/a/")]
    [InlineData("https://site.example")]
    public void An_address_resolves_as_the_framework_resolves_it(string page)
    {
        var at = new Uri(page);
        string[] printed =
        [
            "/calls/1", "/calls/A-b_c?x=1&y=2", "//other.example/x", "/", "/a//b", "/a/../b", "/a b", "/a#b", "/é", "/%7Ea", "calls/1", "?page=2", "#x", "", "mailto:a@b.example", "javascript:x", "/a\\b",
            "https://site.example/calls/1", "https://site.example/calls/../1", "https://site.example", "HTTPS://SITE.example/x", "https://site.example.evil.example/x", "http://user@site.example:8080/x", "http://[", "/a:b",
        ];

        foreach (var text in printed)
            PrintedAddress.Resolve(at, text).ShouldBe(Uri.TryCreate(at, text, out var address) ? address.AbsoluteUri : "", $"{text} on {page}");
    }
}
