using FundingAlerts.Local.Hosting;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Fetching;
using FundingAlerts.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace FundingAlerts.Local.Commands;

/// <summary>A page asked for by a command, as politely as by the service, or why it cannot be had.</summary>
internal static class PageFetching
{
    public static async Task<(Page? Page, string? Fault)> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var contact = Contact.FromEnvironment();
        var services = new ServiceCollection().AddLogging().AddPoliteFetcher(options =>
        {
            options.ContactPage = contact.Page;
            options.ContactMail = contact.Mail;
        });
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IPageFetcher>().FetchAsync(request, cancellationToken) switch
        {
            FetchOutcome.Fetched fetched => (fetched.Page, null),
            FetchOutcome.Failed failed => (null, $"{failed.Problem.Kind}: {failed.Problem.Message}"),
            _ => (null, "The site says that nothing changed since a copy that we do not have. Try again."),
        };
    }
}
