namespace FundingAlerts.Teams;

/// <summary>Where a team's digest goes.</summary>
public enum TeamDestination
{
    /// <summary>To each member.</summary>
    Members,

    /// <summary>To an address that the team reads together.</summary>
    Address,

    /// <summary>To a channel of Microsoft Teams, Slack or what understands their incoming webhooks.</summary>
    Channel,
}

/// <param name="To">The address or the webhook; empty where each member is mailed.</param>
public sealed record TeamSettings(TeamDestination Destination, string To)
{
    public static readonly TeamSettings Usual = new(TeamDestination.Members, "");
}
