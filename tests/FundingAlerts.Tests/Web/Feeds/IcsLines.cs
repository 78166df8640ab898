using System.Text;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>A content line of RFC 5545, unfolded; the value as it is written.</summary>
internal sealed record IcsLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    /// <summary>The value of a property of type TEXT, by section 3.3.11 and nothing else.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            for (var i = 0; i < Value.Length; i++)
            {
                Value[i].ShouldNotBeOneOf(';', ',');
                text.Append(Value[i] != '\\' ? Value[i] : Value[++i] switch
                {
                    'n' or 'N' => '\n',
                    '\\' or ';' or ',' => Value[i],
                    _ => throw new FormatException($"'\\{Value[i]}' is no escape."),
                });
            }
            return text.ToString();
        }
    }
}

internal sealed record IcsComponent(string Name, List<IcsLine> Lines, List<IcsComponent> Parts)
{
    public string? this[string name] => Lines.SingleOrDefault(l => l.Name == name)?.Value;

    public IcsLine Line(string name) => Lines.Single(l => l.Name == name);

    public IEnumerable<IcsComponent> All(string name) => Parts.Where(p => p.Name == name);
}

/// <summary>Reads a calendar from its bytes by the rules of RFC 5545, sections 3.1 to 3.6, and breaks none itself: what a rule forbids fails.</summary>
internal static class IcsLines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IcsComponent Read(byte[] bytes)
    {
        var lines = new Queue<IcsLine>(Unfold(bytes).Select(Parse));
        var calendar = Component(lines, lines.Dequeue());
        lines.ShouldBeEmpty();
        calendar.Name.ShouldBe("VCALENDAR");
        calendar["VERSION"].ShouldBe("2.0");
        calendar.Line("PRODID").Value.ShouldNotBeEmpty();
        calendar.Parts.ShouldNotBeEmpty();
        foreach (var entry in calendar.All("VEVENT"))
            Check(entry, calendar);
        calendar.All("VEVENT").Select(e => e["UID"]).ShouldBeUnique();
        return calendar;
    }

    private static void Check(IcsComponent entry, IcsComponent calendar)
    {
        foreach (var name in new[] { "UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS", "URL" })
            entry.Lines.Count(l => l.Name == name).ShouldBe(1, name);
        entry["DTSTAMP"]!.ShouldMatch("^[0-9]{8}T[0-9]{6}Z$");
        var start = entry.Line("DTSTART");
        if (start.Parameters.TryGetValue("TZID", out var zone))
            calendar.All("VTIMEZONE").Count(z => z["TZID"] == zone).ShouldBe(1, zone);
        start.Value.ShouldMatch(start.Parameters.GetValueOrDefault("VALUE") == "DATE" ? "^[0-9]{8}$" : start.Parameters.ContainsKey("TZID") ? "^[0-9]{8}T[0-9]{6}$" : "^[0-9]{8}T[0-9]{6}Z?$");
        foreach (var alarm in entry.All("VALARM"))
        {
            foreach (var name in new[] { "ACTION", "TRIGGER", "DESCRIPTION" })
                alarm.Lines.Count(l => l.Name == name).ShouldBe(1, name);
        }
    }

    private static IcsComponent Component(Queue<IcsLine> lines, IcsLine begin)
    {
        begin.Name.ShouldBe("BEGIN");
        var component = new IcsComponent(begin.Value, [], []);
        while (true)
        {
            var line = lines.Dequeue();
            if (line.Name == "END")
            {
                line.Value.ShouldBe(component.Name);
                return component;
            }
            if (line.Name == "BEGIN")
                component.Parts.Add(Component(lines, line));
            else
                component.Lines.Add(line);
        }
    }

    private static List<string> Unfold(byte[] bytes)
    {
        var lines = new List<string>();
        var start = 0;
        while (start < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            end.ShouldBeGreaterThan(start, "the last line ends too");
            bytes[end - 1].ShouldBe((byte)'\r', "lines end with CR LF");
            var octets = bytes.AsSpan(start, end - 1 - start);
            octets.Length.ShouldBeLessThanOrEqualTo(75, Encoding.UTF8.GetString(octets));
            // A cut character would throw.
            var text = Strict.GetString(octets);
            text.ShouldNotContain(c => char.IsControl(c), text);
            if (text.StartsWith(' '))
                lines[^1] += text[1..];
            else
                lines.Add(text);
            start = end + 1;
        }
        return lines;
    }

    private static IcsLine Parse(string line)
    {
        var colon = End(line, 0, ":");
        var parts = new List<string>();
        for (int at = 0, end; at <= colon; at = end + 1)
        {
            end = Math.Min(End(line, at, ";:"), colon);
            parts.Add(line[at..end]);
        }
        parts[0].ShouldMatch("^[A-Z0-9-]+$", line);
        return new(
            parts[0],
            parts.Skip(1).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1].Trim('"'), StringComparer.Ordinal),
            line[(colon + 1)..]);
    }

    // The first of some characters that is in no quotation.
    private static int End(string line, int from, string marks)
    {
        var quoted = false;
        for (var at = from; at < line.Length; at++)
        {
            if (line[at] == '"')
                quoted = !quoted;
            else if (!quoted && marks.Contains(line[at], StringComparison.Ordinal))
                return at;
        }
        throw new FormatException($"There is no '{marks}' in: {line}");
    }
}
