using System.CommandLine;
using FundingAlerts.Digests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Opportunities;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Local.Commands;

/// <summary>What network staff add to everybody's digests.</summary>
internal static class DeskCommand
{
    private const int UsualDays = 7;

    public static Command Create() => new("desk", "What network staff add to everybody's digests: words on top, and notes to calls that are pinned.") { List(), Note(), Remove() };

    private static Command List()
    {
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("list", "All notes, those that are over too.") { place, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await LocalServices.OpenAsync(place.Of(parsed), HostClock.System, cancellationToken);
            var notes = (await services.GetRequiredService<DeskNotes>().AllAsync(cancellationToken)).OrderByDescending(n => n.From).ToList();
            if (parsed.GetValue(json))
                Output.Json(notes.Select(n => new { id = n.NoteId, call = n.Opportunity?.ToString(), from = InstantPattern.ExtendedIso.Format(n.From), until = InstantPattern.ExtendedIso.Format(n.Until), english = n.English, dutch = n.Dutch, by = n.By }));
            else
                notes.ForEach(n => Output.Say($"{n.NoteId}  {n.From:uuuu-MM-dd} to {n.Until:uuuu-MM-dd}  {n.Opportunity?.ToString() ?? "to all"}: {n.English}"));
            return Output.Done;
        });
        return command;
    }

    private static Command Note()
    {
        var text = new Argument<string>("words") { Description = "What readers of English see; those of Dutch too without --dutch." };
        var dutch = new Option<string>("--dutch") { Description = "The same in Dutch.", DefaultValueFactory = _ => "" };
        var call = new Option<string?>("--call") { Description = "Pins this call, source:reference, with the words beside it; without one they stand on top of all digests." };
        var days = new Option<int>("--days") { Description = "For so many days from now.", DefaultValueFactory = _ => UsualDays };
        var by = new Option<string>("--by") { Description = "Who writes it.", Required = true };
        var place = SharedOptions.Place();
        var command = new Command("note", "Writes a note, and says its id.") { text, dutch, call, days, by, place };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            OpportunityId? pinned = null;
            if (parsed.GetValue(call) is { } named)
            {
                if (!named.Contains(':', StringComparison.Ordinal))
                    return Output.Wrong($"'{named}' names no call; it is written as source:reference, as the calls' pages show it.");
                pinned = OpportunityId.Parse(named);
            }
            await using var services = await LocalServices.OpenAsync(place.Of(parsed), HostClock.System, cancellationToken);
            if (pinned is { } id && await services.GetRequiredService<OpportunityStore>().FindAsync(id, cancellationToken) is null)
                return Output.Wrong($"There is no call {id} here.");
            var now = services.GetRequiredService<IClock>().GetCurrentInstant();
            var note = new DeskNote(InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Format(now), pinned, now, now + Duration.FromDays(parsed.GetValue(days)), parsed.GetValue(text)!, parsed.GetValue(dutch)!, parsed.GetValue(by)!);
            try
            {
                await services.GetRequiredService<DeskNotes>().SaveAsync(note, cancellationToken);
            }
            catch (ArgumentException wrong)
            {
                return Output.Wrong(wrong.Message.Split(" (Parameter")[0]);
            }
            Output.Say($"{note.NoteId}");
            return Output.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var id = new Argument<string>("id") { Description = "As list shows it." };
        var place = SharedOptions.Place();
        var command = new Command("remove", "Removes a note; digests that went out keep it.") { id, place };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await LocalServices.OpenAsync(place.Of(parsed), HostClock.System, cancellationToken);
            var notes = services.GetRequiredService<DeskNotes>();
            if ((await notes.AllAsync(cancellationToken)).All(n => n.NoteId != parsed.GetValue(id)))
                return Output.Wrong($"There is no note '{parsed.GetValue(id)}'; 'desk list' shows all.");
            await notes.RemoveAsync(parsed.GetValue(id)!, cancellationToken);
            return Output.Done;
        });
        return command;
    }
}
