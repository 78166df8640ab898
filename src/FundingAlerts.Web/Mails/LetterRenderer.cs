using FundingAlerts.Subscribing;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Web.Mails;

/// <summary>Renders mails, and knows what all of them carry.</summary>
/// <param name="keys">Null where mails lead to no pages of ours.</param>
public sealed class LetterRenderer(MailIdentity identity, LinkKeys? keys, IServiceProvider services, ILoggerFactory loggers)
{
    public MailIdentity Identity => identity;

    /// <returns>Null where the reader's links cannot be reached from a mail.</returns>
    public async Task<LinkSigner?> SignerAsync(CancellationToken cancellationToken) =>
        keys is null || identity.Site is null ? null : await keys.SignerAsync(cancellationToken);

    /// <summary>Of what somebody has asked for just now.</summary>
    public static IReadOnlyDictionary<string, string> AnswerHeaders(Phrasebook book) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Auto-Submitted"] = "auto-replied",
        ["Content-Language"] = book.Language,
    };

    /// <summary>Of what belongs to a list that one can leave.</summary>
    public IReadOnlyDictionary<string, string> ListHeaders(MailModel model)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["List-Id"] = $"{model.FromName.Replace("<", "", StringComparison.Ordinal)} <digest.{ListHost()}>",
            ["List-Unsubscribe"] = $"<{model.StopLink}>",
            ["Auto-Submitted"] = "auto-generated",
            ["Content-Language"] = model.Book.Language,
        };
        // RFC 8058: only with an https address, and that alone promises that no page follows.
        if (model.OneClickLink is not null)
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        return headers;
    }

    public async Task<string> RenderAsync<T>(string parameter, object model)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = model }));
            return root.ToHtmlString();
        });
        return Dense(html);
    }

    // RFC 2919: a list's id lies in a domain that its owner holds.
    private string ListHost() =>
        identity.Site?.IdnHost ?? identity.ContactAddress[(identity.ContactAddress.LastIndexOf('@') + 1)..];

    // Indentation is a fifth of the bytes; a line break is white space enough.
    private static string Dense(string html) =>
        string.Join('\n', html.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) + "\n";
}
