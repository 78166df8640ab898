using System.Globalization;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Mails;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FundingAlerts.Web.Feeds;

/// <summary>Where our pages are, for documents that are read elsewhere.</summary>
internal sealed class FeedPlace(Uri root)
{
    public static readonly Uri Nowhere = new("http://localhost/");

    /// <summary>The site's own address where it is known; else the one that was asked, which a reader may have forged for themselves.</summary>
    public static FeedPlace Of(HttpContext context)
    {
        var site = context.RequestServices.GetService<MailIdentity>()?.Site;
        if (SafeLink.Of(site) is not null)
            return new(site!);
        return new(Uri.TryCreate($"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}/", UriKind.Absolute, out var asked) ? asked : Nowhere);
    }

    /// <summary>A path on our site as an address, escaped as it is: put together it would be written with its escapes undone.</summary>
    public Uri At(string path) => new(new Uri(root, path).AbsoluteUri);

    public Uri PageOf(OpportunityId call) => At(CallLink.To(call));

    /// <summary>Funding calls: neuromorph* · open · ukri.</summary>
    public static string TitleOf(CallFilter filter)
    {
        var asked = string.Join(" · ", new[] { PlainText.Line(filter.Query, 80) }
            .Concat(filter.Statuses.Select(CallFilter.Name))
            .Concat(filter.Sources.Take(5).Select(s => PlainText.Line(s, 40)))
            .Where(part => part.Length > 0));
        return asked.Length == 0 ? "Funding calls" : string.Create(CultureInfo.InvariantCulture, $"Funding calls: {asked}");
    }
}
