using FundingAlerts.Delivery;
using FundingAlerts.Scraping.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MimeKit;
using NodaTime;

namespace FundingAlerts.Mail;

public static class MailServices
{
    private const string HttpName = "FundingAlerts.Mail";
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(100);

    /// <summary>
    /// The transport that the options choose, its limits, and the check of what SendGrid says later. Needs an IClock and the
    /// storage; a <see cref="TimeProvider"/> that is registered before is the one used.
    /// </summary>
    /// <param name="folder">Of the .eml files, where they are what is chosen.</param>
    /// <param name="contact">The sender's address where the options have none.</param>
    public static IServiceCollection AddMail(this IServiceCollection services, MailOptions options, string folder, string contact)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Limits);
        services.AddSingleton<MailTraffic>().AddSingleton<MailBook>().AddSingleton<MailPurse>().AddSingleton<TransportWatch>();
        services.AddHttpClient(HttpName, client => client.Timeout = LongestRequest)
            // It logs addresses of requests, of which there is one, and no more than our outcomes say.
            .RemoveAllLoggers();
        var from = new MailboxAddress(options.FromName, options.From ?? contact);
        var returnPath = options.ReturnPath is { } path ? new MailboxAddress(null, path) : null;
        // A channel's address comes from its team: only public ones are reached, and nothing leads them on.
        services.AddHttpClient(ChannelMailer.HttpName, client => client.Timeout = LongestRequest)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectCallback = new AddressGuard(allowLoopback: false).ConnectAsync,
                UseCookies = false,
                UseProxy = false,
            });
        services.AddSingleton<IMailer>(provider => new ChannelMailer(Mailer(provider), () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(ChannelMailer.HttpName)));
        IMailer Mailer(IServiceProvider provider) => options.Transport switch
        {
            MailTransport.Smtp => new SmtpMailer(
                new SmtpConnection(options.Smtp, provider.GetRequiredService<TimeProvider>()), from, returnPath, provider.GetRequiredService<IClock>()),
            MailTransport.SendGrid => new SendGridMailer(
                options.SendGrid, new(from.Address, from.Name), () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpName), provider.GetRequiredService<IClock>()),
            _ => new EmlFolder(folder, from, provider.GetRequiredService<IClock>()),
        };
        if (options.Webhook is { } signature)
            services.AddSingleton(signature);
        return services;
    }
}
