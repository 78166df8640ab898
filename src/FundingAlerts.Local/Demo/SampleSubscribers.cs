using FundingAlerts.Interests;
using NodaTime;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FundingAlerts.Local.Demo;

/// <summary>The invented subscribers of <c>samples/subscribers.yml</c>.</summary>
internal static class SampleSubscribers
{
    public static IReadOnlyList<(Subscriber Subscriber, IReadOnlyList<Interest> Interests)> Read(string file)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        return [.. yaml.Deserialize<List<Entry>>(File.ReadAllText(file)).Select(e => (
            new Subscriber(e.Id, e.Address, e.Name, e.Language, e.Zone, e.Cadence == "weekly"
                ? Cadence.WeeklyOn(Enum.Parse<IsoDayOfWeek>(e.Weekday!, ignoreCase: true), e.Hour)
                : Cadence.DailyAt(e.Hour)),
            (IReadOnlyList<Interest>)[.. e.Interests.Select(i => new Interest(i.Id, e.Id, i.Name, i.Query))]))];
    }

    private sealed class Entry
    {
        public string Id { get; set; } = "";
        public string Name { get; set; } = "";
        public string Address { get; set; } = "";
        public string Language { get; set; } = "en";
        public string Zone { get; set; } = "Europe/London";
        public string Cadence { get; set; } = "daily";
        public string? Weekday { get; set; }
        public int Hour { get; set; }
        public List<Wish> Interests { get; set; } = [];
    }

    private sealed class Wish
    {
        public string Id { get; set; } = "";
        public string Name { get; set; } = "";
        public string Query { get; set; } = "";
    }
}
