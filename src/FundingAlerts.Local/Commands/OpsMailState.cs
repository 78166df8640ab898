using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>How the transports of mails fare, for the status.</summary>
internal static class OpsMailState
{
    /// <summary>Those that were used today, or are in trouble.</summary>
    public static async Task<IReadOnlyList<MailState>> ReadAsync(OpsDesk desk, Instant now, CancellationToken cancellationToken)
    {
        var states = new List<MailState>();
        foreach (var transport in Enum.GetNames<MailTransport>())
            states.Add(await desk.Mails.StateAsync(transport.ToLowerInvariant(), now.InUtc().Date, cancellationToken));
        return [.. states.Where(s => s.Trouble is not null || s.Day.Cap is not null)];
    }

    public static void Write(IEnumerable<MailState> states)
    {
        foreach (var state in states)
        {
            if (state.Day is { Cap: { } cap, Mails: var mails, CarriedOver: var over })
            {
                Output.Say($"[bold]Mails by {state.Transport}[/]: {mails} of today's {cap} are used or reserved.");
                if (over > 0)
                    Output.Say($"  [yellow]{over} had to wait for tomorrow[/]; they go out from midnight UTC on. FUNDINGALERTS_MAIL__PERDAY sets how many a day may have.");
            }
            if (state.Trouble is { } trouble)
                Output.Say($"  [red]{state.Transport} is in trouble[/] since {SourceHealthCommand.Moment(trouble.Since)} UTC (last at {SourceHealthCommand.Moment(trouble.At)}): {trouble.Why} The mails wait; none is lost.");
        }
    }
}
