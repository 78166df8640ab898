using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Fetching;
using FundingAlerts.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class RequestTests
{
    private static readonly RequestPart[] Parts =
    [
        new("query", "application/json", """{"bool":{"must":[]}}"""),
        new("languages", "application/json", """["en"]"""),
    ];

    [Fact]
    public async Task A_multipart_post_sends_each_part_as_a_blob_with_its_own_type_and_can_be_sent_again()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnStatus("/search", 503, 200);

        var outcome = await world.FetchAsync(new PageRequest(new Uri("https://api.a.example/search?apiKey=SEDIA")) { Parts = Parts });

        outcome.ShouldBeOfType<FetchOutcome.Fetched>();
        var requests = world.Site.Pages.ToList();
        requests.Count.ShouldBe(2);
        foreach (var request in requests)
        {
            request.Method.ShouldBe("POST");
            request.Path.ShouldBe("/search?apiKey=SEDIA");
            var type = request.Headers["Content-Type"];
            type.ShouldStartWith("multipart/form-data; boundary=----FundingAlerts");
            var boundary = type[(type.IndexOf('=', StringComparison.Ordinal) + 1)..];
            request.Body.ReplaceLineEndings("\n").ShouldBe(
                $$$"""
                --{{{boundary}}}
                Content-Type: application/json
                Content-Disposition: form-data; name="query"; filename="blob"

                {"bool":{"must":[]}}
                --{{{boundary}}}
                Content-Type: application/json
                Content-Disposition: form-data; name="languages"; filename="blob"

                ["en"]
                --{{{boundary}}}--

                """);
        }
    }

    [Theory]
    [InlineData(302, "GET")]
    [InlineData(303, "GET")]
    [InlineData(307, "POST")]
    [InlineData(308, "POST")]
    public async Task A_redirected_post_is_a_post_only_when_the_site_says_so(int status, string method)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnRedirect("/search", "/found", status);
        world.Site.On("/found", "{}", "application/json");

        await world.FetchAsync(new PageRequest(new Uri("https://a.example/search")) { Parts = Parts });

        var last = world.Site.Pages.Last();
        last.Method.ShouldBe(method);
        last.Body.Contains("\"languages\"", StringComparison.Ordinal).ShouldBe(method is "POST");
    }

    [Fact]
    public async Task A_sites_own_headers_stay_with_the_site()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnRedirect("a.example/calls", "https://b.example/calls");
        world.Site.On("b.example/calls", "{}");
        var headers = new Dictionary<string, string> { ["Accept"] = "application/json", ["X-Api-Version"] = "2" };

        await world.FetchAsync(new PageRequest(new Uri("https://a.example/calls")) { Headers = headers });

        var (first, second) = (world.Site.Pages.First(), world.Site.Pages.Last());
        first.Headers["X-Api-Version"].ShouldBe("2");
        second.Headers.ShouldNotContainKey("X-Api-Version");
        second.Headers["Accept"].ShouldBe("application/json");
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("User-Agent")]
    [InlineData("cookie")]
    [InlineData("Authorization")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Transfer-Encoding")]
    public async Task A_definition_cannot_set_who_we_are_or_whom_we_ask(string header)
    {
        await using var world = await FetchingWorld.StartAsync();
        var headers = new Dictionary<string, string> { [header] = "x" };

        var outcome = await world.FetchAsync(new PageRequest(new Uri("https://a.example/calls")) { Headers = headers });

        outcome.ShouldBeOfType<FetchOutcome.Failed>().Problem.Kind.ShouldBe(SourceProblemKind.InvalidDefinition);
        world.Site.Seen.ShouldBeEmpty();
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData("",                     "")]
    [InlineData("https://a.example",    "")]
    [InlineData("not an address",       "a@b.example")]
    [InlineData("https://a.example",    "a@b.example)\r\nX: y")]
#pragma warning restore format
    public void A_fetcher_that_does_not_say_who_it_is_does_not_start(string page, string mail)
    {
        var services = new ServiceCollection();
        services.AddPoliteFetcher(options => (options.ContactPage, options.ContactMail) = (page, mail));
        using var provider = services.BuildServiceProvider();

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public void A_fetcher_that_says_who_it_is_starts_with_the_defaults()
    {
        var services = new ServiceCollection();
        services.AddPoliteFetcher(options => (options.ContactPage, options.ContactMail) = ("https://a.example", "a@b.example"));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
        provider.GetRequiredService<IPageFetcher>().ShouldNotBeNull();
    }
}
