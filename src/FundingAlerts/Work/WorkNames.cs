namespace FundingAlerts.Work;

/// <summary>The works of the engine, as the run ledger names them.</summary>
public static class WorkNames
{
    public const string AnswerSignUp = "AnswerSignUp";
    public const string PlanScrapes = "PlanScrapes";
    public const string ScrapeSource = "ScrapeSource";
    public const string WatchSources = "WatchSources";
    public const string MatchChange = "MatchChange";
    public const string WelcomeSubscriber = "WelcomeSubscriber";
    public const string PlanDigests = "PlanDigests";
    public const string ComposeDigest = "ComposeDigest";
    public const string PlanReminders = "PlanReminders";
    public const string ComposeReminder = "ComposeReminder";
    public const string SendEmail = "SendEmail";
    public const string DeliveryEvents = "DeliveryEvents";
    public const string Housekeeping = "Housekeeping";

    public static IReadOnlyList<string> All { get; } =
        [PlanScrapes, ScrapeSource, WatchSources, MatchChange, AnswerSignUp, WelcomeSubscriber, PlanDigests, ComposeDigest, PlanReminders, ComposeReminder, SendEmail, DeliveryEvents, Housekeeping];
}
