using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>
/// <c>matching [--sizes 1000,10000,100000,1000000] [--calls 1000]</c>: our index and its peers on the same interests and unseen
/// calls, by turns in one process, as a Markdown table on stdout. They must find the same before anything is timed.
/// </summary>
internal static class MatchingCommand
{
    private const int Slices = 10;

    /// <summary>The naive scan holds so many pairs of calls and interests, to agree with the others and to be timed, and is reckoned up from there.</summary>
    private const long MostPairs = 2_000_000;

    public static int Run(IReadOnlyList<string> args)
    {
        var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.Ordinal);
        if (options.Keys.Any(o => o is not ("--sizes" or "--calls")))
        {
            Console.Error.WriteLine("matching takes --sizes 1000,10000 and --calls 1000.");
            return 2;
        }
        var sizes = options.GetValueOrDefault("--sizes", "1000,10000,100000,1000000").Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToList();
        var count = int.Parse(options.GetValueOrDefault("--calls", "1000"), CultureInfo.InvariantCulture);
        var texts = MatchingTexts.Load();
        var rows = new List<MatchingRun>();
        // Not counted: compiled for the first time.
        RunAt(texts, 500, count, _ => { });
        foreach (var size in sizes)
            rows.Add(RunAt(texts, size, count, Console.Error.WriteLine));
        Console.Out.WriteLine($"`dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- matching {string.Join(' ', args)}`");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} unseen calls of {rows[0].Words:N0} words; words of {texts.Origin}; {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}."));
        Console.Out.WriteLine();
        Console.Out.Write(MatchingTable.Of(rows));
        return 0;
    }

    private static MatchingRun RunAt(MatchingTexts texts, int size, int count, Action<string> say)
    {
        var interests = new MadeUpInterests(texts, seed: size).Take(size).ToList();
        var watch = Stopwatch.StartNew();
        var (built, numbers) = OurIndex.Build(interests);
        var build = watch.Elapsed;
        var file = Write(built);
        watch.Restart();
        using var reader = new IndexReader(new MemoryStream(file));
        var index = QueryIndex.Read(reader);
        var load = watch.Elapsed;
        say(FormattableString.Invariant($"{size:N0} interests, {built.Count:N0} different: built in {build.TotalMilliseconds:N0} ms, loaded in {load.TotalMilliseconds:N0} ms."));

        var queries = interests.ConvertAll(i => QueryParser.Parse(i));
        List<IMatchingEngine> engines = [new OurIndex(index, numbers), new SqliteSearch(queries), new LuceneSearch(queries)];
        var naive = new NaiveScan(queries);
        Agree([.. engines, naive], PeerWords.Calls(texts, (int)Math.Clamp(MostPairs / size, 2, 100), seed: 7), interests);

        var calls = PeerWords.Calls(texts, count, seed: 11);
        var times = new TimeSpan[engines.Count];
        var found = new long[engines.Count];
        foreach (var engine in engines.Skip(1))
            engine.Match(calls, 0, int.MaxValue, (_, _) => { }); // indexes the calls; not counted
        for (var slice = 0; slice < Slices; slice++)
        {
            for (var e = 0; e < engines.Count; e++)
            {
                var met = 0L;
                watch.Restart();
                engines[e].Match(calls, slice, Slices, (_, _) => met++);
                times[e] += watch.Elapsed;
                found[e] += met;
            }
        }
        if (found.Distinct().Count() != 1)
            throw new InvalidOperationException($"The engines found {string.Join(", ", found)} matches.");
        var few = calls.Take((int)Math.Clamp(MostPairs / size, 1, count)).ToList();
        watch.Restart();
        naive.Match(few, 0, 1, (_, _) => { });
        var naiveTime = watch.Elapsed * ((double)count / few.Count);
        engines.ForEach(e => e.Dispose());
        var (words, tokenising) = Tokenise(PeerWords.Calls(texts, count, seed: 13));
        say(FormattableString.Invariant($"  {found[0] / (double)count:N1} matches a call; {string.Join(", ", engines.Select((e, i) => FormattableString.Invariant($"{e.Name} {times[i].TotalMilliseconds * 1_000 / count:N1} µs a call")))}"));
        return new(size, built.Count, count, words, found[0], build, load, file.Length, [.. engines.Select((e, i) => (e.Name, times[i])), (naive.Name, naiveTime)], tokenising);
    }

    private static byte[] Write(QueryIndex index)
    {
        using var stream = new MemoryStream();
        using (var writer = new IndexWriter(stream))
            index.Write(writer);
        return stream.ToArray();
    }

    /// <exception cref="InvalidOperationException">Two of them do not find the same.</exception>
    private static void Agree(IReadOnlyList<IMatchingEngine> engines, List<MatchingCall> calls, List<string> interests)
    {
        HashSet<long>? first = null;
        foreach (var engine in engines)
        {
            var met = new HashSet<long>();
            engine.Match(calls, 0, 1, (call, interest) => met.Add((((long)call) << 32) | (uint)interest));
            first ??= met;
            foreach (var pair in first.Except(met).Concat(met.Except(first)))
            {
                var (call, interest) = ((int)(pair >> 32), (int)pair);
                throw new InvalidOperationException($"{engine.Name} and {engines[0].Name} do not agree on '{interests[interest]}' and the call: {string.Join(" | ", calls[call].Keys)} ({calls[call].Facets})");
            }
        }
    }

    private static (int Words, TimeSpan Time) Tokenise(List<MatchingCall> calls)
    {
        var (words, buffer) = (0, new char[WordScanner.BufferLength]);
        var watch = Stopwatch.StartNew();
        foreach (var (_, text) in calls.SelectMany(c => c.Document.Text.Texts))
        {
            var scanner = new WordScanner(text, buffer);
            while (scanner.Next())
                words++;
        }
        return (words / calls.Count, watch.Elapsed);
    }
}
