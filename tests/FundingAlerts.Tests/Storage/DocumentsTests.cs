using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

public sealed class DocumentsTests
{
    private static readonly Opportunity Call = new()
    {
        Id = new("ukri", "future-computing"),
        Title = "Brain-like computing für <all> & \"more\"",
        Address = new("https://www.example.org/opportunity/future-computing/"),
        Language = "en",
        Funders = [new("Example council", "https://ror.org/001aqnf71")],
        StatusWord = new(OpportunityStatus.Forthcoming, "Upcoming"),
        Opens = new(new(new(2026, 10, 1), null, "Europe/London"), "1 October 2026"),
        Deadlines =
        [
            new(new Deadline.On(new(2026, 12, 1), new(16, 0), "Europe/London", "outline"), "1 December 2026 4:00pm"),
            new(new Deadline.Rolling(), "open"),
            new(new Deadline.Unannounced(), "to be announced"),
            new(null, "soonish"),
        ],
        Funding = new(Total: new(new(2_000_000.50m, "GBP"), "£2m")),
        Eligibility = [new("NL", Participation.MayTakePart, "by rule")],
        Published = new(new LocalDate(2026, 9, 1), "1 September"),
        Sightings = [new("ukri", new("https://www.example.org/a"), Instant.FromUtc(2026, 9, 1, 8, 0), Instant.FromUtc(2026, 11, 22, 8, 0).PlusTicks(1))],
    };

    [Fact]
    public void A_call_comes_back_as_it_was()
    {
        var row = Documents.ToRow(Partition, "a", Call);
        var back = Documents.Read<Opportunity>(row);
        (back.Id, back.Title, back.Address, back.Language).ShouldBe((Call.Id, Call.Title, Call.Address, Call.Language));
        (back.StatusWord, back.Opens, back.Funding, back.Published).ShouldBe((Call.StatusWord, Call.Opens, Call.Funding, Call.Published));
        back.Funders.ShouldBe(Call.Funders);
        back.Deadlines.ShouldBe(Call.Deadlines);
        back.Eligibility.ShouldBe(Call.Eligibility);
        back.Sightings.ShouldBe(Call.Sightings);
        back.Deadlines.Select(d => d.Value?.GetType()).ShouldBe([typeof(Deadline.On), typeof(Deadline.Rolling), typeof(Deadline.Unannounced), null]);
        Documents.ToRow(Partition, "a", back).Values.ShouldBe(row.Values);
    }

    [Fact]
    public void A_change_comes_back_as_its_own_case()
    {
        OpportunityChange change = new OpportunityChange.DeadlineMoved([], Call.Deadlines) { Opportunity = Call.Id, Version = 2, SeenAt = Instant.FromUtc(2026, 11, 22, 8, 0) };
        var row = Documents.ToRow(Partition, "a", change);
        Documents.Read<OpportunityChange>(row).ShouldBeOfType<OpportunityChange.DeadlineMoved>().New.ShouldBe(Call.Deadlines);
    }

    [Fact]
    public void Json_is_small_and_readable()
    {
        var json = (string)Documents.ToRow(Partition, "a", Call).Values["json0"];
        json.ShouldContain("\"title\":\"Brain-like computing für <all> & \\\"more\\\"\"");
        json.ShouldContain("{\"value\":{\"kind\":\"on\",\"date\":\"2026-12-01\",\"time\":\"16:00:00\",\"zone\":\"Europe/London\",\"stage\":\"outline\"},\"text\":\"1 December 2026 4:00pm\"}");
        json.ShouldContain("\"participation\":\"mayTakePart\"");
        json.ShouldNotContain("null");
    }

    [Fact]
    public async Task A_document_of_500_KB_comes_back_from_a_table()
    {
        using var folder = new SqliteFolder();
        var table = folder.Account().Table("Calls");
        var large = Call with { Description = string.Concat(Enumerable.Repeat("Long text \"with\" quotes, ümläuts and 🧠. ", 9_700)) };
        var row = Documents.ToRow(Partition, "a", large);
        row.Values.Values.OfType<string>().Sum(v => v.Length).ShouldBeInRange(500_000, 520_000);
        await table.InsertAsync(row, Token);
        var back = Documents.Read<Opportunity>((await table.FindAsync(Partition, "a", Token))!);
        back.Description.ShouldBe(large.Description);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_piece_ends_within_a_character(int shift)
    {
        var text = new string('x', shift) + string.Concat(Enumerable.Repeat("🧠", 40_000));
        var row = Documents.ToRow(Partition, "a", text);
        row.Values.Count.ShouldBe(16);
        row.Values.Values.Cast<string>().ShouldAllBe(piece => piece.Length <= 32_000 && !char.IsHighSurrogate(piece.Last()));
        Documents.Read<string>(row).ShouldBe(text);
    }

    [Fact]
    public void A_document_over_1_MiB_is_refused_with_its_size()
    {
        Documents.ToRow(Partition, "a", new string('x', 520_000));
        var thrown = Should.Throw<StorageLimitException>(() => Documents.ToRow(Partition, "a", new string('x', 530_000)));
        thrown.Message.ShouldContain("530,002 characters as JSON");
    }

    [Fact]
    public void A_row_that_holds_no_such_document_is_named()
    {
        Should.Throw<InvalidDataException>(() => Documents.Read<Opportunity>(Of("key7"))).Message.ShouldContain("key7");
        Should.Throw<InvalidDataException>(() => Documents.Read<Opportunity>(With("key7", ("json0", "{ broken")))).Message.ShouldContain("key7");
    }
}
