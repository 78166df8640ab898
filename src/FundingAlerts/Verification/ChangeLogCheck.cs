using System.Runtime.CompilerServices;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>
/// Every call has a log entry for each version from 1 on, every entry a call, and every mark of an untold change its entry. Of one
/// source at a time the references and versions are in memory.
/// </summary>
public sealed class ChangeLogCheck(StorageAccount storage) : StorageCheck
{
    private const string Table = "opportunities";

    public override async IAsyncEnumerable<Finding> RunAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = new SourceCalls("");
        await foreach (var row in storage.Table(Table).ScanAllAsync(cancellationToken))
        {
            if (row.Partition != source.Source)
            {
                foreach (var finding in source.Findings())
                    yield return finding;
                source = new(row.Partition);
            }
            if (source.Add(row) is { } unreadable)
                yield return unreadable;
        }
        foreach (var finding in source.Findings())
            yield return finding;
    }

    private sealed record Mark(string Reference, int Version, int Told);

    private sealed class SourceCalls(string source)
    {
        private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
        private readonly Dictionary<string, SortedSet<int>> _logs = new(StringComparer.Ordinal);
        private readonly List<Mark> _marks = [];

        public string Source => source;

        public Finding? Add(Row row) => Unreadable.OrRead(Table, row, Take);

        public IEnumerable<Finding> Findings()
        {
            foreach (var (reference, version) in _calls)
            {
                var log = Log(reference);
                foreach (var missing in Enumerable.Range(1, version).Where(v => !log.Contains(v)).Take(3))
                    yield return Finding.Fault("call-without-log", $"{source}:{reference}", FormattableString.Invariant($"The call is at version {version}, but its change log lacks version {missing}: what that version changed may never have been told. Restore the row from a backup."));
                if (log.Count > 0 && log.Max > version)
                    yield return Finding.Fault("log-ahead", $"{source}:{reference}", FormattableString.Invariant($"The change log goes to version {log.Max}, but the call is at version {version}: the next change of the call cannot be stored. Restore the call's row from a backup."));
            }
            foreach (var (reference, log) in _logs.Where(log => !_calls.ContainsKey(log.Key) && log.Value.Count > 0))
                yield return Finding.Fault("log-without-call", $"{source}:{reference}", FormattableString.Invariant($"The change log has {log.Count} versions of a call that is not there. Restore the call's row from a backup, or read the source again."));
            foreach (var mark in _marks.Where(mark => !Log(mark.Reference).Contains(mark.Version)))
                yield return Finding.Fault("mark-without-log", $"{source}:{mark.Reference}", FormattableString.Invariant($"Version {mark.Version} is marked as still to be told, but the change log does not have it. Remove the mark 'pending', or restore the log from a backup."));
            foreach (var mark in _marks.Where(mark => mark.Told > OpportunityStore.ToldHourly))
                yield return Finding.Fault("change-waits", $"{source}:{mark.Reference}", FormattableString.Invariant($"Version {mark.Version} was asked to be matched {mark.Told} times and is not: nobody hears of it. See 'ops poison list changes' and the log for why; it is asked for again at least once a day."));
        }

        private void Take(Row row)
        {
            switch (row.Key.Split('!')[0])
            {
                case "call":
                    var call = Documents.Read<Opportunity>(row);
                    _calls[call.Reference] = call.Version;
                    break;
                case "change":
                    var entry = Documents.Read<ChangeLogEntry>(row);
                    Log(entry.Opportunity.Reference).Add(entry.Version);
                    break;
                case "pending":
                    _marks.Add(Documents.Read<Mark>(row));
                    break;
            }
        }

        private SortedSet<int> Log(string reference) =>
            _logs.TryGetValue(reference, out var log) ? log : _logs[reference] = [];
    }
}
