using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;

namespace FundingAlerts.Teams;

/// <summary>Members, settings and verdicts of teams. A team is a subscriber; all of this lies in its partition, and goes with it.</summary>
public sealed class TeamStore(StorageAccount storage)
{
    /// <summary>So many letters, two edits each, fit a transaction beside what they tell.</summary>
    public const int MostMembers = 20;

    internal const string MemberRow = "member";
    internal const string SettingsRow = "team";
    internal const string VerdictRow = "verdict";
    private const int Tries = 5;
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    public async Task<IReadOnlyList<TeamMember>> MembersAsync(string teamId, CancellationToken cancellationToken)
    {
        var members = new List<TeamMember>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(teamId, Keys.Prefix(MemberRow)), cancellationToken))
            members.Add(Documents.Read<TeamMember>(row));
        return members;
    }

    public async Task<TeamMember?> FindMemberAsync(string teamId, string memberId, CancellationToken cancellationToken) =>
        await _table.FindAsync(teamId, KeyOf(memberId), cancellationToken) is { } row ? Documents.Read<TeamMember>(row) : null;

    /// <summary>Adds a member.</summary>
    /// <exception cref="RowExistsException">There is one of this id.</exception>
    public Task AddMemberAsync(string teamId, TeamMember member, CancellationToken cancellationToken) =>
        _table.InsertAsync(Documents.ToRow(teamId, KeyOf(member.MemberId), member), cancellationToken);

    /// <summary>Changes a member as they are then.</summary>
    /// <returns>As changed; null where there is none or nothing was changed.</returns>
    public async Task<TeamMember?> ChangeMemberAsync(string teamId, string memberId, Func<TeamMember, TeamMember?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await _table.FindAsync(teamId, KeyOf(memberId), cancellationToken) is not { } row || change(Documents.Read<TeamMember>(row)) is not { } changed)
                return null;
            try
            {
                await _table.UpdateAsync(Documents.ToRow(teamId, KeyOf(memberId), changed), row.ETag!, cancellationToken);
                return changed;
            }
            catch (RowChangedException) when (attempt < Tries)
            {
                // Read again and decide anew.
            }
        }
    }

    public Task RemoveMemberAsync(string teamId, string memberId, CancellationToken cancellationToken) =>
        _table.DeleteAsync(teamId, KeyOf(memberId), etag: null, cancellationToken);

    public async Task<TeamSettings> SettingsAsync(string teamId, CancellationToken cancellationToken) =>
        await _table.FindAsync(teamId, SettingsRow, cancellationToken) is { } row ? Documents.Read<TeamSettings>(row) : TeamSettings.Usual;

    public Task SaveSettingsAsync(string teamId, TeamSettings settings, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(teamId, SettingsRow, settings), cancellationToken);

    /// <summary>What was said of all calls, by call.</summary>
    public async Task<IReadOnlyList<TeamVerdict>> VerdictsAsync(string teamId, CancellationToken cancellationToken)
    {
        var verdicts = new List<TeamVerdict>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(teamId, Keys.Prefix(VerdictRow)), cancellationToken))
            verdicts.Add(Documents.Read<TeamVerdict>(row));
        return verdicts;
    }

    /// <summary>Keeps what a member says of a call now, in the place of what they said before.</summary>
    public Task SaveVerdictAsync(string teamId, TeamVerdict verdict, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(teamId, Keys.Join(VerdictRow, verdict.Opportunity.Source, verdict.Opportunity.Reference, verdict.MemberId), verdict), cancellationToken);

    /// <summary>The calls that the team wants to hear no more of: somebody said so, and nobody wants it.</summary>
    public static IEnumerable<OpportunityId> NotForUs(IEnumerable<TeamVerdict> verdicts) => verdicts
        .GroupBy(v => v.Opportunity)
        .Where(g => g.Any(v => v.Mark == TeamMark.NotForUs) && g.All(v => v.Mark is TeamMark.NotForUs or TeamMark.None))
        .Select(g => g.Key);

    internal static string KeyOf(string memberId) => Keys.Join(MemberRow, memberId);
}
