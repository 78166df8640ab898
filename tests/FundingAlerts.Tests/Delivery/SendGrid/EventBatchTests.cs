using System.Text;
using CsCheck;
using FundingAlerts.Delivery;
using FundingAlerts.Delivery.SendGrid;
using NodaTime;

namespace FundingAlerts.Tests.Delivery.SendGrid;

public sealed class EventBatchTests
{
    [Theory]
    [Table("""
        "event":"delivered","response":"250 OK"                              ¦ Delivered    ¦ 250 OK
        "event":"deferred","response":"400 try again later","attempt":"5"    ¦ Deferred     ¦ 400 try again later
        "event":"bounce","type":"bounce","reason":"550 5.1.1 no such user"   ¦ Bounced      ¦ 550 5.1.1 no such user
        "event":"bounce","reason":"500 unknown recipient"                    ¦ Bounced      ¦ 500 unknown recipient
        "event":"bounce","type":"blocked","reason":"421 try later"           ¦ SoftBounced  ¦ 421 try later
        "event":"dropped","reason":"Bounced Address"                         ¦ Bounced      ¦ Bounced Address
        "event":"dropped","reason":"Invalid"                                 ¦ Bounced      ¦ Invalid
        "event":"dropped","reason":"Spam Reporting Address"                  ¦ Complained   ¦ Spam Reporting Address
        "event":"dropped","reason":"Unsubscribed Address"                    ¦ Unsubscribed ¦ Unsubscribed Address
        "event":"dropped","reason":"Recipient List over Package Quota"       ¦ Dropped      ¦ Recipient List over Package Quota
        "event":"dropped"                                                    ¦ Dropped      ¦
        "event":"spamreport"                                                 ¦ Complained   ¦
        "event":"unsubscribe"                                                ¦ Unsubscribed ¦
        "event":"group_unsubscribe","asm_group_id":1                         ¦ Unsubscribed ¦
        """)]
    public void An_event_is_read_as_what_it_means(string said, DeliveryEventKind kind, string? reason)
    {
        var batch = Read($"[{{{said},{Ours}}}]")!;
        batch.ShouldSatisfyAllConditions(b => b.Ignored.ShouldBe(0), b => b.Events.ShouldBe([new("e1", "ann", "ann-2026-08-24", kind, Instant.FromUnixTimeSeconds(1_787_554_800), reason)]));
    }

    [Theory]
    [InlineData("\"event\":\"processed\"")]
    [InlineData("\"event\":\"open\"")]
    [InlineData("\"event\":\"click\"")]
    [InlineData("\"event\":\"group_resubscribe\"")]
    [InlineData("\"event\":\"something new\"")]
    [InlineData("\"event\":7")]
    [InlineData("\"event\":null")]
    public void What_we_do_not_note_is_ignored_and_counted(string said)
    {
        var batch = Read($"[{{{said},{Ours}}}, {{\"event\":\"delivered\",{Ours}}}]")!;
        (batch.Events.Count, batch.Ignored).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"event":"delivered","timestamp":1,"sg_event_id":"e","subscriber":"ann"}""")]
    [InlineData("""{"event":"delivered","timestamp":1,"sg_event_id":"e","delivery":"d"}""")]
    [InlineData("""{"event":"delivered","timestamp":1,"delivery":"d","subscriber":"ann"}""")]
    [InlineData("""{"event":"delivered","sg_event_id":"e","delivery":"d","subscriber":"ann"}""")]
    [InlineData("""{"event":"delivered","timestamp":"1","sg_event_id":"e","delivery":"d","subscriber":"ann"}""")]
    [InlineData("""{"event":"delivered","timestamp":1e300,"sg_event_id":"e","delivery":"d","subscriber":"ann"}""")]
    [InlineData("""{"event":"delivered","timestamp":-1,"sg_event_id":"e","delivery":"d","subscriber":"ann"}""")]
    [InlineData("""{"event":"delivered","timestamp":1,"sg_event_id":"e","delivery":"d","subscriber":["ann"]}""")]
    [InlineData("""{"event":"delivered","timestamp":1,"sg_event_id":"e","delivery":"\ud800","subscriber":"ann"}""")]
    public void What_does_not_name_a_mail_of_ours_is_ignored(string said)
    {
        var batch = Read($"[{said}]")!;
        (batch.Events.Count, batch.Ignored).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("null")]
    [InlineData("[{]}")]
    [InlineData("\u0000")]
    public void What_is_no_list_is_not_read(string body) => Read(body).ShouldBeNull();

    [Fact]
    public void What_is_nested_deep_is_not_read() => Read(new string('[', 100_000)).ShouldBeNull();

    [Fact]
    public void Words_in_another_encoding_cost_the_reason_and_not_the_event()
    {
        byte[] body = [.. Encoding.ASCII.GetBytes($"[{{\"event\":\"bounce\",{Ours},\"reason\":\""), 0xE9, 0xFF, .. "\"}]"u8];
        EventBatch.Read(body)!.Events.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Kind.ShouldBe(DeliveryEventKind.Bounced), e => e.Reason.ShouldBeNull());
    }

    [Fact]
    public void Of_a_long_list_the_beginning_is_read_and_the_rest_counted()
    {
        var body = $"[{string.Join(',', Enumerable.Repeat($"{{\"event\":\"delivered\",{Ours}}}", EventBatch.MostEvents + 7))}]";
        var batch = Read(body)!;
        (batch.Events.Count, batch.Ignored).ShouldBe((EventBatch.MostEvents, 7));
    }

    [Fact]
    public void Any_event_id_becomes_one_that_is_good_for_a_key_and_different_ones_stay_different()
    {
        string[] ids = ["a/b", "a\\b", "a#b", "a b", "a+b", "a=b", new('x', 500), new string('x', 500) + "y", "é"];
        var read = ids.Select(id => Read($$"""[{"event":"delivered","timestamp":1,"sg_event_id":{{System.Text.Json.JsonSerializer.Serialize(id)}},"delivery":"d","subscriber":"ann"}]""")!.Events.Single().EventId).ToList();
        read.Distinct().Count().ShouldBe(ids.Length);
        read.ShouldAllBe(id => id.Length <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
    }

    [Fact]
    public void Nothing_that_is_posted_throws() =>
        Gen.Select(Gen.String[0, 40], Gen.Int[0, 4]).Sample(
            (text, shape) => _ = Read(shape switch
            {
                0 => text,
                1 => $"[{text}]",
                2 => $"[{{{text}}}]",
                3 => $"[{{\"event\":\"bounce\",\"reason\":{System.Text.Json.JsonSerializer.Serialize(text)},{Ours}}}]",
                _ => $"[{{\"event\":\"bounce\",\"type\":\"{text}\",{Ours}}}]",
            }),
            iter: 5_000);

    private const string Ours = "\"timestamp\":1787554800,\"sg_event_id\":\"e1\",\"sg_message_id\":\"m.1\",\"email\":\"ann@example.org\",\"delivery\":\"ann-2026-08-24\",\"subscriber\":\"ann\"";

    private static EventBatch? Read(string body) => EventBatch.Read(Encoding.UTF8.GetBytes(body));
}
