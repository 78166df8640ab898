using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>What network staff add to the digests of a time: words on top of all, or a note to a call that is pinned above others.</summary>
/// <param name="Opportunity">The pinned call; null for words to all.</param>
/// <param name="Until">From then on it is in no digest any more.</param>
/// <param name="Dutch">Empty where the English words stand for both.</param>
/// <param name="By">Who wrote it; not shown to readers.</param>
public sealed record DeskNote(string NoteId, OpportunityId? Opportunity, Instant From, Instant Until, string English, string Dutch, string By)
{
    public const int LongestText = 1_000;

    public bool HoldsAt(Instant now) => From <= now && now < Until;

    /// <param name="language">BCP 47: en, nl.</param>
    public string In(string language) =>
        Dutch.Length > 0 && language.StartsWith("nl", StringComparison.OrdinalIgnoreCase) ? Dutch : English;
}

/// <summary>The notes of the desk, all in one partition: there are a few at a time.</summary>
public sealed class DeskNotes(StorageAccount storage)
{
    internal const string TableName = "desk";
    private const string Notes = "notes";
    private static readonly Duration Fresh = Duration.FromMinutes(1);
    private readonly ITable _table = storage.Table(TableName);
    private Look? _last;

    public async Task<IReadOnlyList<DeskNote>> AllAsync(CancellationToken cancellationToken)
    {
        var notes = new List<DeskNote>();
        await foreach (var row in _table.AllAsync(new(Notes), cancellationToken))
            notes.Add(Documents.Read<DeskNote>(row));
        return notes;
    }

    /// <summary>Those that hold at an instant, the latest first; asked for again after a minute, for many digests are composed in one.</summary>
    public async Task<IReadOnlyList<DeskNote>> CurrentAsync(Instant now, CancellationToken cancellationToken)
    {
        if (_last is not var (at, known) || now < at || now - at >= Fresh)
            _last = new(now, known = await AllAsync(cancellationToken));
        return [.. known.Where(n => n.HoldsAt(now)).OrderByDescending(n => n.From)];
    }

    /// <summary>Keeps a note, in the place of one of the same id.</summary>
    /// <exception cref="ArgumentException">It says nothing or too much, or ends before it begins.</exception>
    public async Task SaveAsync(DeskNote note, CancellationToken cancellationToken)
    {
        if (note.English.Trim().Length == 0 || Math.Max(note.English.Length, note.Dutch.Length) > DeskNote.LongestText)
            throw new ArgumentException($"A note has 1 to {DeskNote.LongestText} characters.", nameof(note));
        if (note.Until <= note.From)
            throw new ArgumentException("A note ends after it begins.", nameof(note));
        await _table.UpsertAsync(Documents.ToRow(Notes, Keys.Join(note.NoteId), note), cancellationToken);
        _last = null;
    }

    public async Task RemoveAsync(string noteId, CancellationToken cancellationToken)
    {
        await _table.DeleteAsync(Notes, Keys.Join(noteId), etag: null, cancellationToken);
        _last = null;
    }

    private sealed record Look(Instant At, IReadOnlyList<DeskNote> Notes);
}
