using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>Random histories, recounted by a model that compares states and knows nothing of change lists.</summary>
public sealed class DigestStoryTests
{
    private static readonly string[] Readers = ["ann", "wim"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Each_change_that_is_still_news_is_told_exactly_once_to_each(int seed)
    {
        var random = new Random(seed);
        using var world = new DigestWorld();
        await world.SubscribeAsync("ann", cadence: Cadence.DailyAt(8));
        await world.SubscribeAsync("wim", cadence: Cadence.WeeklyOn(IsoDayOfWeek.Thursday, 8));
        var model = new Model(world.Clock);
        for (var step = 0; step < 70; step++)
        {
            var name = $"c{random.Next(4)}";
            var today = world.Clock.GetCurrentInstant().InUtc().Date;
            switch (random.Next(10))
            {
                case 0 or 1 or 2 when model.Find(name) is not { WithdrawnAt: not null }:
                    await ReadAsync(DigestWorld.Call(name, closes: today.PlusDays(random.Next(1, 12))) with { Funding = model.Find(name)?.Funding ?? FundingAvailable.Unstated });
                    break;
                case 3 when model.Find(name) is { WithdrawnAt: null } call:
                    await ReadAsync(call with { Funding = new(Total: new(new(random.Next(1, 4), "EUR"), "some")) });
                    break;
                case 4 when model.Find(name) is { WithdrawnAt: null } call && call.StatusAt(world.Clock.GetCurrentInstant()) != OpportunityStatus.Closed:
                    await world.WithdrawAsync(name);
                    await StoredAsync(name);
                    break;
                case 5 when model.Find(name) is { WithdrawnAt: not null } call:
                    await ReadAsync(call);
                    break;
                case 6 when model.Find(name) is { } call:
                    await world.SendAsync(new ChangeMessage(1, "again", DigestWorld.Source, name, random.Next(1, call.Version + 1)));
                    break;
                case 7 or 8:
                    world.Clock.Advance(Duration.FromDays(random.Next(1, 5)));
                    break;
                case 9:
                    world.Restart();
                    break;
            }
            // Matched when it happens: later is another story, told by the flow tests.
            await world.DrainAsync();
            if (random.Next(3) == 0)
                await DigestsAsync();
        }
        world.Clock.Advance(Duration.FromDays(8));
        await DigestsAsync();
        world.Mails.Letters.Count.ShouldBeGreaterThan(5);
        world.Mails.Letters.Select(l => l.DeliveryId).ShouldBeUnique();

        async Task ReadAsync(Opportunity read)
        {
            await world.ReadAsync(read);
            await StoredAsync(read.Reference);
        }

        async Task StoredAsync(string name) =>
            model.Stored((await world.Get<OpportunityStore>().FindAsync(new(DigestWorld.Source, name), default))!);

        async Task DigestsAsync()
        {
            var before = world.Mails.Letters.Count;
            await world.SurviveAsync(new Crash { At = random.Next(1, 30), After = random.Next(2) == 0 });
            foreach (var reader in Readers)
            {
                var told = world.Mails.Letters.Skip(before).Where(l => l.To.Name == reader).Select(l => l.Text).Distinct().ToList();
                told.ShouldBe(model.Digest(reader), $"seed {seed}, {reader}, {world.Clock.GetCurrentInstant()}");
            }
            // The same letter once more, after a death between sending and noting it, is one mail.
            var once = world.Mails.Letters.DistinctBy(l => l.DeliveryId).ToList();
            world.Mails.Letters.Clear();
            world.Mails.Letters.AddRange(once);
        }
    }

    private sealed class Model(IClock clock)
    {
        private readonly Dictionary<string, Opportunity> _calls = [];
        private readonly Dictionary<(string Reader, string Call), Mind> _minds = [];
        private readonly Dictionary<string, LocalDate> _periods = [];

        public Opportunity? Find(string name) => _calls.GetValueOrDefault(name);

        public void Stored(Opportunity call)
        {
            var before = Find(call.Reference);
            if (before is { } old && old.Version == call.Version)
                return;
            var now = clock.GetCurrentInstant();
            foreach (var reader in Readers)
            {
                var mind = MindOf(reader, call.Reference);
                var isOver = IsOver(call, now);
                if (isOver && !mind.Heard && !mind.HasNews)
                    continue;
                mind.HasNews = true;
                if (call.WithdrawnAt is not null && before!.WithdrawnAt is null)
                    mind.FirstTurn ??= 'W';
                else if (before is not null && IsOver(before, now) && !isOver)
                    mind.FirstTurn ??= 'R';
            }
            _calls[call.Reference] = call;
        }

        public IEnumerable<string> Digest(string reader)
        {
            var now = clock.GetCurrentInstant();
            var cadence = reader == "ann" ? Cadence.DailyAt(8) : Cadence.WeeklyOn(IsoDayOfWeek.Thursday, 8);
            var period = cadence.PeriodAt(now, DateTimeZoneProviders.Tzdb[Zones.London]);
            if (_periods.TryGetValue(reader, out var last) && last >= period)
                yield break;
            _periods[reader] = period;
            var entries = new List<(DigestGroup Group, Opportunity Call)>();
            foreach (var call in _calls.Values.Where(c => MindOf(reader, c.Reference).HasNews))
            {
                var mind = MindOf(reader, call.Reference);
                if (GroupOf(mind, call, now) is { } group)
                {
                    entries.Add((group, call));
                    mind.Heard = true;
                }
                (mind.HasNews, mind.FirstTurn, mind.Last) = (false, null, call);
            }
            if (entries.Count > 0)
                yield return string.Join("; ", entries.GroupBy(e => e.Group).OrderBy(g => g.Key).Select(g =>
                    $"{g.Key.ToString().ToLowerInvariant()} {string.Join(' ', g.OrderBy(e => DateOf(e.Call)).ThenBy(e => e.Call.Reference, StringComparer.Ordinal).Select(e => e.Call.Reference))}"));
        }

        private static DigestGroup? GroupOf(Mind mind, Opportunity call, Instant now)
        {
            if (!mind.Heard)
                return IsOver(call, now) ? null : DigestGroup.New;
            if (call.WithdrawnAt is not null)
                return mind.FirstTurn == 'W' && mind.Last!.WithdrawnAt is null ? DigestGroup.Withdrawn : null;
            var moved = DateOf(mind.Last!) != DateOf(call);
            var paysOther = mind.Last!.Funding.Total?.Value != call.Funding.Total?.Value;
            return moved || (!IsOver(call, now) && (paysOther || mind.FirstTurn == 'R')) ? DigestGroup.Changed : null;
        }

        private static LocalDate DateOf(Opportunity call) => ((Deadline.On)call.Deadlines[0].Value!).Date;

        private static bool IsOver(Opportunity call, Instant now) =>
            call.WithdrawnAt is not null || (DateOf(call) + new LocalTime(16, 0)).InZoneLeniently(DateTimeZoneProviders.Tzdb[Zones.London]).ToInstant() <= now;

        private Mind MindOf(string reader, string call)
        {
            if (!_minds.TryGetValue((reader, call), out var mind))
                _minds[(reader, call)] = mind = new();
            return mind;
        }

        /// <summary>What one reader knows of one call.</summary>
        private sealed class Mind
        {
            public bool Heard { get; set; }

            public bool HasNews { get; set; }

            /// <summary>Whether the first turn since was that it went (W) or that it came back (R).</summary>
            public char? FirstTurn { get; set; }

            public Opportunity? Last { get; set; }
        }
    }
}
