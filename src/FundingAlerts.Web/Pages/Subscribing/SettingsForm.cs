using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Wording;
using NodaTime;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>An alert as it stands in the settings' form, as typed.</summary>
/// <param name="Often">Null for as often as the digest.</param>
public sealed record AlertForm(string InterestId, string Name, string Query, Frequency? Often, string Leads, bool IsRemoved)
{
    private const string None = "0";

    public static AlertForm Of(Interest interest) =>
        new(interest.InterestId, interest.Name, interest.Query, interest.Frequency, interest.LeadDays switch { null => "", { Count: 0 } => None, var days => LeadText.Write(days) }, IsRemoved: false);

    /// <summary>Null where the settings' own count.</summary>
    public IReadOnlyList<int>? LeadDays => Leads.Length == 0 ? null : Leads == None ? [] : LeadText.Read(Leads);

    public bool AreLeadsWrong => Leads.Length > 0 && LeadDays is null;
}

/// <summary>The settings as they stand in their form, as typed.</summary>
public sealed record SettingsForm(string Name, string Language, string Zone, Frequency Often, IsoDayOfWeek Day, int Hour, string Leads, string OpeningLead, ChangeKinds Tells, HeartbeatRhythm Heartbeat, IReadOnlyList<AlertForm> Alerts)
{
    /// <summary>What a person can choose of <see cref="ChangeKinds"/>.</summary>
    public static readonly IReadOnlyList<ChangeKinds> Changes = [ChangeKinds.Deadline, ChangeKinds.Status, ChangeKinds.Amount, ChangeKinds.Eligibility, ChangeKinds.Documents];

    public static SettingsForm Of(Subscriber reader, IReadOnlyList<Interest> interests) => new(
        reader.Name,
        reader.Language == "nl" ? "nl" : "en",
        reader.Zone,
        reader.Cadence.Frequency,
        reader.WeeklyBeat.Day,
        reader.Cadence.Hour,
        LeadText.Write(reader.LeadDays),
        reader.OpeningLead?.ToString(CultureInfo.InvariantCulture) ?? "",
        reader.Tells,
        reader.Heartbeat,
        [.. interests.Select(AlertForm.Of)]);

    /// <param name="before">What stays where the form says nothing.</param>
    internal static SettingsForm Read(Asked asked, SettingsForm before) => new(
        asked["name"],
        asked["language"] is "en" or "nl" ? asked["language"] : before.Language,
        asked["zone"],
        asked["often"] switch { "daily" => Frequency.Daily, "weekly" => Frequency.Weekly, _ => before.Often },
        Enum.TryParse<IsoDayOfWeek>(asked["day"], ignoreCase: true, out var day) && day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday ? day : before.Day,
        int.TryParse(asked["hour"], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 23 ? hour : before.Hour,
        asked["leads"],
        asked["opening"],
        Changes.Where(c => asked.All("tells").Contains(c.ToString().ToLowerInvariant())).Aggregate(ChangeKinds.None, (all, c) => all | c),
        Enum.TryParse<HeartbeatRhythm>(asked["heartbeat"], ignoreCase: true, out var rhythm) && Enum.IsDefined(rhythm) ? rhythm : before.Heartbeat,
        [.. before.Alerts.Select(alert => ReadAlert(asked, alert))]);

    public IEnumerable<WishProblem> Problems(PageBook book)
    {
        if (LeadText.Read(Leads) is null)
            yield return new("leads", book.LeadsWrong);
        if (OpeningLead.Length > 0 && LeadText.Read(OpeningLead) is not [_])
            yield return new("opening", book.DaysWrong);
        for (var i = 0; i < Alerts.Count; i++)
        {
            if (Alerts[i] is { IsRemoved: false, AreLeadsWrong: true })
                yield return new("alertLeads", book.LeadsWrong, i);
        }
    }

    public Settings ToSettings() => new(Name, Language, Zone, Often == Frequency.Daily ? Cadence.DailyAt(Hour) : Cadence.WeeklyOn(Day, Hour), [.. Alerts.Where(a => !a.IsRemoved).Select(ToWish)])
    {
        LeadDays = LeadText.Read(Leads) ?? [],
        OpeningLead = OpeningLead.Length == 0 ? null : LeadText.Read(OpeningLead)?[0],
        Tells = Tells,
        Heartbeat = Heartbeat,
    };

    private static WantedInterest ToWish(AlertForm alert) => new(alert.InterestId, alert.Name, alert.Query) { Frequency = alert.Often, LeadDays = alert.LeadDays };

    // By the id, not by the place: another window may have added or removed one meanwhile.
    private static AlertForm ReadAlert(Asked asked, AlertForm before)
    {
        var id = before.InterestId;
        if (!asked.Has($"query-{id}"))
            return before;
        return new(
            id,
            asked[$"name-{id}"],
            asked[$"query-{id}"],
            asked[$"often-{id}"] switch { "instant" => Frequency.Instant, "daily" => Frequency.Daily, "weekly" => Frequency.Weekly, _ => null },
            asked[$"leads-{id}"],
            asked.Has($"remove-{id}"));
    }
}
