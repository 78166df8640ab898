using System.IO.Compression;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using Microsoft.AspNetCore.Http;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class BodyTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_of_50_MB_is_refused(bool saysHowLong)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", async context =>
        {
            if (saysHowLong)
                context.Response.ContentLength = 50L * Megabyte;

            var megabyte = new byte[Megabyte];
            for (var n = 0; n < 50; n++)
                await context.Response.Body.WriteAsync(megabyte, context.RequestAborted);
        });

        var problem = await world.ProblemAsync("https://a.example/calls");

        problem.Kind.ShouldBe(SourceProblemKind.TooLarge);
        problem.Message.ShouldStartWith("a.example/calls is larger than 20 MB");
        world.Site.Pages.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_page_of_just_the_cap_is_read()
    {
        await using var world = await FetchingWorld.StartAsync(options => options.MaxBytes = Megabyte);
        world.Site.On("/just", context => context.Response.Body.WriteAsync(new byte[Megabyte]).AsTask());
        world.Site.On("/over", context => context.Response.Body.WriteAsync(new byte[Megabyte + 1]).AsTask());

        var page = (await world.GetAsync("https://a.example/just")).ShouldBeOfType<FetchOutcome.Fetched>().Page;

        page.Body.Length.ShouldBe(Megabyte);
        (await world.ProblemAsync("https://a.example/over")).Kind.ShouldBe(SourceProblemKind.TooLarge);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_page_is_unpacked_and_a_bomb_is_not(string encoding)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/page", context => SendAsync(context, encoding, 1));
        world.Site.On("/bomb", context => SendAsync(context, encoding, 200));

        var page = (await world.GetAsync("https://a.example/page")).ShouldBeOfType<FetchOutcome.Fetched>().Page;

        page.Body.Length.ShouldBe(Megabyte);
        (await world.ProblemAsync("https://a.example/bomb")).Kind.ShouldBe(SourceProblemKind.TooLarge);
        world.Site.Pages.ShouldAllBe(r => r.Headers["Accept-Encoding"].Contains(encoding));
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("chunks")]
    [InlineData("gzip")]
    public async Task A_page_that_breaks_off_is_fetched_again(string how)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/once", context => world.Site.Pages.Count() > 1 ? context.Response.WriteAsync("<p>Calls") : BreakOffAsync(context, how));
        world.Site.On("/always", context => BreakOffAsync(context, how));

        (await world.TextAsync("https://a.example/once")).ShouldBe("<p>Calls");
        (await world.ProblemAsync("https://a.example/always")).Kind.ShouldBe(SourceProblemKind.CutOff);
        world.Site.Pages.Count().ShouldBe(2 + 4);
    }

    private static async Task SendAsync(HttpContext context, string encoding, int megabytes)
    {
        context.Response.Headers.ContentEncoding = encoding;
        await using Stream packed = encoding switch
        {
            "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest),
            "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest),
            _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest),
        };
        var megabyte = new byte[Megabyte];
        for (var n = 0; n < megabytes && !context.RequestAborted.IsCancellationRequested; n++)
            await packed.WriteAsync(megabyte);
    }

    private static async Task BreakOffAsync(HttpContext context, string how)
    {
        if (how is "gzip")
        {
            // Whole as HTTP, half as gzip.
            using var packed = new MemoryStream();
            await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                await zip.WriteAsync(Enumerable.Range(0, 5000).Select(n => (byte)(n * n)).ToArray());

            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.ToArray().AsMemory(0, (int)packed.Length / 2));
            return;
        }

        if (how is "Content-Length")
            context.Response.ContentLength = 1000;

        await context.Response.WriteAsync("<p>Ca");
        await context.Response.Body.FlushAsync();
        throw new InvalidOperationException("The server ends the connection.");
    }
}
