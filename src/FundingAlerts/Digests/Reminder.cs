using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>What one subscriber is reminded of: decided here, worded elsewhere.</summary>
/// <param name="Entries">At least one, by nearest deadline; each call and deadline once.</param>
public sealed record Reminder(Subscriber Reader, Instant ComposedAt, IReadOnlyList<ReminderEntry> Entries)
{
    private const int HashBytes = 6;

    /// <summary>The day of the mail on the subscriber's calendar.</summary>
    public LocalDate Day => ComposedAt.InZone(ReminderTimes.ZoneOf(Reader)).Date;

    /// <summary>Names the mail for good, by what it reminds of: "ann-2026-12-01-r0123456789ab".</summary>
    public string DeliveryId
    {
        get
        {
            var all = string.Join('\n', Entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Opportunity.Id} {(e.Kind == UpcomingKind.Opening ? "opens " : "")}{e.Day:uuuu-MM-dd} {e.Lead}")).Order(StringComparer.Ordinal));
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, HashBytes));
            return string.Create(CultureInfo.InvariantCulture, $"{Reader.SubscriberId}-{Day:uuuu-MM-dd}-r{hash}{(Reader.MemberId is { } member ? "." + member : "")}");
        }
    }
}

/// <summary>A call and the deadline, or the opening, that is near.</summary>
/// <param name="Deadline">Null where the call is to open.</param>
/// <param name="Opening">Null where a deadline is near.</param>
/// <param name="Lead">Which of the subscriber's lead times it is, in days; a late reminder may leave fewer.</param>
/// <param name="Twins">The call as all sites show it, its leading page being <see cref="Opportunity"/>.</param>
public sealed record ReminderEntry(TwinGroup Twins, Deadline.On? Deadline, Opening? Opening, int Lead, IReadOnlyList<InterestMatch> Why)
{
    public Opportunity Opportunity => Twins.Primary;

    public UpcomingKind Kind => Deadline is null ? UpcomingKind.Opening : UpcomingKind.Deadline;

    /// <summary>The day that is printed.</summary>
    public LocalDate Day => Deadline?.Date ?? Opening!.Date;

    /// <summary>The moment from which it is so.</summary>
    public Instant ComesAt => Deadline?.ClosedFrom ?? Opening!.From;
}

/// <summary>Words a reminder as a mail with an HTML and a text part. The web project's Razor components do it.</summary>
public delegate Task<Letter> ReminderWriter(Reminder reminder, CancellationToken cancellationToken);
