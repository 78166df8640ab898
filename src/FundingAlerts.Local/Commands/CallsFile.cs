using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Local.Commands;

/// <summary>One call of a file.</summary>
internal sealed record CallOfFile(string Id, string Title, CallText Text);

/// <summary>A file with one call a line, as JSON: id and title, and whatever else of the text is known.</summary>
internal static class CallsFile
{
    private static readonly string[] Fields = ["title", "call", "topics", "summary", "description", "programme", "type", "funder"];

    /// <summary>The calls with the numbers of their lines; null for a line that holds none.</summary>
    public static async IAsyncEnumerable<(int Line, CallOfFile? Call)> ReadAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var line = 0;
        await foreach (var row in File.ReadLinesAsync(file, cancellationToken))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(row))
                yield return (line, Read(row));
        }
    }

    public static int Fault(string file, int line) =>
        Output.Fault(FormattableString.Invariant($"{file}, line {line}: expected a JSON object with at least id and title."));

    private static CallOfFile? Read(string row)
    {
        try
        {
            return JsonNode.Parse(row) is JsonObject call && Text(call["id"]) is { } id && Text(call["title"]) is { } title
                ? new(id, title, new(Text(call["lang"]) ?? "", Fields.SelectMany(name => Texts(call[name]).Select(text => (name, text)))))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A campaign or funder may be written as its title alone, or with more; there may be several.
    private static IEnumerable<string?> Texts(JsonNode? node) => node switch
    {
        JsonArray several => several.SelectMany(Texts),
        JsonObject whole => [Text(whole["title"]) ?? Text(whole["name"])],
        _ => [Text(node)],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
