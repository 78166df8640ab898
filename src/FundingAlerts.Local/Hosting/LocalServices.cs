using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Local.Storage;
using FundingAlerts.Mail;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Fetching;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Web.Mails;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Pages.Subscribing;
using FundingAlerts.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>Where this machine keeps the mails and which sources it reads.</summary>
/// <param name="Outbox">Folder of the .eml files.</param>
internal sealed record LocalPlaces(string Outbox, IReadOnlyList<SourceDefinition> Sources)
{
    /// <summary>Where the pages are when nothing else is said; null where mails lead to none, or only the server knows.</summary>
    public Uri? Site { get; init; }

    /// <summary>All shipped sources, and the mails beside the data.</summary>
    public static LocalPlaces In(string data) => new(Path.Combine(data, "outbox"), SourceCatalogue.Shipped);
}

internal static class LocalServices
{
    /// <summary>The stores and steps over what is stored in a place, for a command that ends.</summary>
    public static async Task<ServiceProvider> OpenAsync(StoragePlace place, IClock clock, CancellationToken cancellationToken)
    {
        var storage = await OpenedStorage.OpenWholeAsync(place, clock, cancellationToken);
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddLocalLogging());
        services.AddLocalFundingAlerts(LocalPlaces.In(place.Data), storage.Account, clock, mail: LocalMail.FromEnvironment());
        // What the container makes it disposes of.
        services.AddSingleton(_ => storage);
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<OpenedStorage>();
        return provider;
    }

    /// <summary>Everything the pipeline needs on one machine.</summary>
    /// <param name="mail">How mails leave; null: into the .eml folder, whatever the settings say.</param>
    public static IServiceCollection AddLocalFundingAlerts(
        this IServiceCollection services, LocalPlaces places, StorageAccount storage, IClock clock, Action<FetchOptions>? fetching = null, MailOptions? mail = null)
    {
        var contact = Contact.FromEnvironment();
        services.AddSingleton(places);
        services.AddSingleton(clock);
        services.AddSingleton(storage);
        services.AddPoliteFetcher(options =>
        {
            options.ContactPage = contact.Page;
            options.ContactMail = contact.Mail;
            fetching?.Invoke(options);
        });
        services.AddSingleton<DefinitionStore>().AddSingleton(provider => new CuratedCatalogue(places.Sources, provider.GetRequiredService<DefinitionStore>()));
        services.AddSingleton<TaxonomyStore>().AddSingleton<TopicsInForce>()
            .AddSingleton(provider => new CuratedTaxonomies(TaxonomyCatalogue.Shipped, provider.GetRequiredService<TaxonomyStore>()));
        services.AddSingleton<Agenda>().AddSingleton<InterestIndexes>().AddSingleton<InterestIndexStore>();
        services.AddSingleton<OpportunityStore>().AddSingleton<SourceStore>().AddSingleton<SubscriberStore>().AddSingleton<MatchStore>().AddSingleton<Outbox>();
        services.AddSingleton<HealthStore>().AddSingleton<WatchSources>();
        services.AddSingleton<TwinStore>().AddSingleton<TwinKeys>().AddSingleton<FindTwins>();
        services.AddSingleton(new Aggregators(places.Sources.Where(s => s.Aggregator).Select(s => s.Id)));
        services.AddSingleton<PlanScrapes>().AddSingleton<ScrapeSource>().AddSingleton<MatchChange>().AddSingleton<RecallMatches>().AddSingleton<MatchPassingTime>();
        services.AddSingleton<CallMarks>().AddSingleton<UpcomingCalls>().AddSingleton<SourceWatch>().AddSingleton<PendingCalls>().AddSingleton<TeamStore>().AddSingleton<TeamReaders>().AddSingleton<DeskNotes>().AddSingleton<GatherDigest>().AddSingleton<WelcomeSubscriber>();
        services.AddSingleton<SignUpStore>().AddSingleton<Consents>().AddSingleton<Throttle>().AddSingleton<LinkKeys>().AddSingleton<SignUps>().AddSingleton<Preferences>().AddSingleton<PersonalData>().AddSingleton<Teamwork>();
        services.AddSingleton<PlanDigests>().AddSingleton<ComposeDigest>().AddSingleton<SendEmail>();
        services.AddSingleton<RunLedger>().AddSingleton<RunBook>().AddSingleton<QueueWorks>().AddSingleton<MessageHandling>().AddSingleton<QueueDrain>();
        services.AddSingleton<TimerTurns>().AddSingleton<TimerWorks>();
        services.AddSingleton<ReminderStore>().AddSingleton<PlanReminders>().AddSingleton<ComposeReminder>();
        services.AddSingleton<DeliveryLog>().AddSingleton<DeliveryEvents>();
        services.AddSingleton<HousekeepingStore>().AddSingleton<ForgetRuns>().AddSingleton<ForgetSubscriber>().AddSingleton<WalkSubscribers>().AddSingleton<Housekeeping>();
        services.AddOptions<DigestOptions>().ValidateDataAnnotations();
        services.AddOptions<ScrapeOptions>().ValidateDataAnnotations();
        services.AddMail(mail ?? MailOptions.Eml, places.Outbox, contact.Mail);
        services.AddFundingAlertsWeb();
        services.AddSingleton(provider => new MailIdentity("FundingAlerts", contact.Mail, SiteAddress.FromEnvironment() ?? places.Site ?? SiteAddress.ServedBy(provider)));
        services.AddSingleton(SiteAddress.Proxies).AddSingleton<FrontDesk>();
        // Mails have nothing injected; the services of Razor's pages would ask for a web host, which a command has not.
        services.AddSingleton(provider => new LetterRenderer(
            provider.GetRequiredService<MailIdentity>(),
            provider.GetRequiredService<LinkKeys>(),
            new ServiceCollection().BuildServiceProvider(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<DigestLetter>().AddSingleton<NoticeLetter>();
        services.AddSingleton<LetterWriter>(provider => provider.GetRequiredService<DigestLetter>().WriteAsync);
        services.AddSingleton<ReminderWriter>(provider => provider.GetRequiredService<DigestLetter>().WriteAsync);
        services.AddSingleton<NoticeWriter>(provider => provider.GetRequiredService<NoticeLetter>().WriteAsync);
        services.AddSingleton<SiteContent, StoredSiteContent>();
        return services;
    }

    /// <summary>Timers and queue workers in the background of a host.</summary>
    public static IServiceCollection AddLocalWork(this IServiceCollection services, TimerExpressions expressions)
    {
        services.AddSingleton(expressions);
        services.AddLocalQueues();
        services.AddHostedService<BounceWatch>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<HostTimers>(provider, provider.GetRequiredService<TimerWorks>().All));
        return services;
    }

    /// <summary>Queue workers alone: who asks on the pages is answered.</summary>
    public static IServiceCollection AddLocalQueues(this IServiceCollection services)
    {
        services.AddOptions<WorkerOptions>().BindConfiguration("Workers").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<QueueWorkers>().AddHostedService(provider => provider.GetRequiredService<QueueWorkers>());
        // Less than the command's own: what is cut off is handed back.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(6));
        return services;
    }
}
