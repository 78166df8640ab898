using System.CommandLine;
using System.Text.Json;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Local.Commands;

/// <summary>
/// <c>normalise deadline|money|status</c>: what we understand of a source's own words. Results on standard output;
/// exit code 0 done, 1 failed, 2 wrong usage.
/// </summary>
internal static class NormaliseCommand
{
    private const int Done = 0;
    private const int WrongUsage = 2;

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["deadline"] = "When a call opens and closes.",
        ["money"] = "What a call gives.",
        ["status"] = "Whether one can apply.",
    };

    public static Command Create()
    {
        var command = new Command("normalise", "Show what we understand of a source's own words.");
        foreach (var (kind, about) in Kinds)
            command.Subcommands.Add(CreateKind(kind, about));
        return command;
    }

    private static Command CreateKind(string kind, string about)
    {
        var text = new Argument<string?>("text") { Description = "The words as printed.", Arity = ArgumentArity.ZeroOrOne };
        var zone = new Option<string?>("--zone") { Description = "The funder's clock, an IANA zone: Europe/Amsterdam." };
        var language = new Option<string?>("--lang") { Description = "The language of the words: nl, en-US." };
        var published = new Option<string?>("--published") { Description = "When the words were published: 2026-05-31." };
        var defaultTime = new Option<string?>("--default-time") { Description = "The closing time where only a date is printed: 17:00." };
        var json = new Option<bool>("--json") { Description = "Answer with one line of JSON." };
        var batch = new Option<bool>("--batch") { Description = """Read one JSON object a line, {"text", "zone", "lang", "defaultTime", "published"}, and answer each with one line.""" };
        var command = new Command(kind, about) { text, zone, language, published, defaultTime, json, batch };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var asked = new NormaliseLine(parsed.GetValue(text), parsed.GetValue(zone), parsed.GetValue(language), parsed.GetValue(defaultTime), parsed.GetValue(published));
            try
            {
                if (parsed.GetValue(batch))
                    return asked.Text is null ? await AnswerLinesAsync(kind, asked, Console.In, output, cancellationToken) : throw new WrongUsageException("--batch reads its words from standard input; leave TEXT out.");
                if (asked.Text is null)
                    throw new WrongUsageException($"the words are missing: normalise {kind} TEXT, or --batch with lines of JSON on standard input.");
                await output.WriteLineAsync(parsed.GetValue(json) ? NormaliseAnswer.Json(kind, asked.Text, asked.Context()) : NormaliseAnswer.Plain(kind, asked.Text, asked.Context()));
                return Done;
            }
            catch (WrongUsageException wrong)
            {
                await error.WriteLineAsync($"normalise {kind}: {wrong.Message}");
                return WrongUsage;
            }
        });
        return command;
    }

    private static async Task<int> AnswerLinesAsync(string kind, NormaliseLine options, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var number = 0;
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var asked = JsonSerializer.Deserialize<NormaliseLine>(line, NormaliseLine.Json) ?? throw new WrongUsageException("""expected an object {"text": "…"}, found null.""");
                var words = asked.Text ?? throw new WrongUsageException("""expected "text", a string.""");
                await output.WriteLineAsync(NormaliseAnswer.Json(kind, words, asked.Or(options).Context()));
            }
            catch (JsonException notJson)
            {
                throw new WrongUsageException($$"""line {{number}}: expected one JSON object {"text": "…", "zone", "lang", "defaultTime", "published"} with strings: {{notJson.Message}}""", notJson);
            }
            catch (WrongUsageException wrong)
            {
                throw new WrongUsageException($"line {number}: {wrong.Message}", wrong);
            }
        }

        return Done;
    }

    /// <summary>One question, from the options or from a line of the batch.</summary>
    private sealed record NormaliseLine(string? Text, string? Zone, string? Lang, string? DefaultTime, string? Published)
    {
        public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

        public NormaliseLine Or(NormaliseLine options) =>
            new(Text, Zone ?? options.Zone, Lang ?? options.Lang, DefaultTime ?? options.DefaultTime, Published ?? options.Published);

        public PrintedContext Context()
        {
            if (Zone is not null && Zones.Find(Zone) is null)
                throw new WrongUsageException($"unknown zone '{Zone}': expected an IANA name such as Europe/Amsterdam.");
            return new(Lang, Zone, Time(), Date());
        }

        private LocalTime? Time()
        {
            if (DefaultTime is null)
                return null;
            var parsed = LocalTimePattern.ExtendedIso.Parse(DefaultTime.Length == 5 ? DefaultTime + ":00" : DefaultTime);
            return parsed.Success ? parsed.Value : throw new WrongUsageException($"'{DefaultTime}' is not a time: expected 17:00 or 17:00:00.");
        }

        private LocalDate? Date()
        {
            if (Published is null)
                return null;
            var parsed = LocalDatePattern.Iso.Parse(Published);
            return parsed.Success ? parsed.Value : throw new WrongUsageException($"'{Published}' is not a date: expected 2026-05-31.");
        }
    }

    private sealed class WrongUsageException(string message, Exception? inner = null) : Exception(message, inner);
}
