using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Wording;
using NodaTime;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>What somebody filled in on the sign-up page, kept as typed so that nothing is lost when something is to be put right.</summary>
public sealed record SubscribeForm(DraftForm Draft)
{
    public string Address { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>instant, daily or weekly.</summary>
    public Frequency Often { get; init; } = Frequency.Weekly;

    public IsoDayOfWeek Day { get; init; } = IsoDayOfWeek.Monday;

    public int Hour { get; init; } = 8;

    public string Zone { get; init; } = "";

    public string Language { get; init; } = "en";

    public string Leads { get; init; } = "14, 3";

    /// <summary>A field that nobody sees, and that only machines fill in.</summary>
    public bool IsTrapped { get; init; }

    internal static SubscribeForm Read(Asked asked, IReadOnlyCollection<string> topics)
    {
        var book = asked.Book;
        var fresh = new SubscribeForm(DraftForm.Read(asked, topics));
        return fresh with
        {
            Address = asked["address"],
            Name = asked["name"],
            Often = Enum.TryParse<Frequency>(asked["often"], ignoreCase: true, out var often) && Enum.IsDefined(often) ? often : fresh.Often,
            Day = Enum.TryParse<IsoDayOfWeek>(asked["day"], ignoreCase: true, out var day) && day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday ? day : fresh.Day,
            Hour = int.TryParse(asked["hour"], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 23 ? hour : fresh.Hour,
            Zone = asked["zone"] is { Length: > 0 } zone ? zone : book.UsualZone,
            Language = asked["language"] is "en" or "nl" ? asked["language"] : book.Language,
            Leads = asked.Has("leads") ? asked["leads"] : fresh.Leads,
            IsTrapped = asked["website"].Length > 0,
        };
    }

    /// <summary>Instant is of an alert; the rest of what comes needs a beat of its own.</summary>
    public Cadence Cadence => Often == Frequency.Daily ? Cadence.DailyAt(Hour) : Cadence.WeeklyOn(Day, Hour);

    /// <summary>What is to be put right before anything is asked for.</summary>
    public IEnumerable<WishProblem> Problems(PageBook book, IReadOnlyCollection<string> topics)
    {
        foreach (var problem in Draft.Problems(book, topics))
            yield return problem;
        if (LeadText.Read(Leads) is null)
            yield return new("leads", book.LeadsWrong);
    }

    /// <param name="consent">The words that were agreed to.</param>
    /// <param name="alert">What the alert is called; empty for its query.</param>
    public SignUpRequest ToRequest(string consent, string alert) => new(
        Address,
        Language,
        Zone,
        Cadence,
        Draft.Query.Length == 0 ? [] : [new(null, alert, Draft.Query) { Frequency = Often == Frequency.Instant ? Frequency.Instant : null }],
        consent,
        "site")
    {
        Name = Name,
        LeadDays = LeadText.Read(Leads) ?? [],
    };
}

/// <summary>Days before a deadline, as people write them: 30, 7.</summary>
public static class LeadText
{
    /// <returns>Ascending; empty for no text; null where it cannot be read.</returns>
    public static IReadOnlyList<int>? Read(string text)
    {
        var days = new List<int>();
        foreach (var part in text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day is < 1 or > 365)
                return null;
            days.Add(day);
        }
        return days.Distinct().Count() <= LeadDays.Most ? [.. days.Distinct().Order()] : null;
    }

    public static string Write(IEnumerable<int> days) => string.Join(", ", days.OrderDescending().Select(d => d.ToString(CultureInfo.InvariantCulture)));
}
