using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace FundingAlerts.Sources;

/// <summary>YAML as JSON, with the line of every key: the schema speaks JSON, people want lines.</summary>
internal sealed class DefinitionYaml
{
    private const int MaxLength = 256 * 1024;
    private const int MaxDepth = 20;
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public JsonNode? Root { get; private set; }

    public DefinitionFault? Fault { get; private set; }

    public static DefinitionYaml Read(string text)
    {
        var yaml = new DefinitionYaml();
        if (text.Length > MaxLength)
        {
            yaml.Fault = new(1, "", "The file is larger than 256 KiB; a definition needs a few.");
            return yaml;
        }
        try
        {
            Refuse(text);
            var stream = new YamlStream();
            stream.Load(new Parser(new StringReader(text)));
            if (stream.Documents.Count > 1)
                yaml.Fault = new((int)stream.Documents[1].RootNode.Start.Line, "", "A second YAML document begins here ('---'); a file holds one definition.");
            else if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
                yaml.Fault = new(1, "", "Expected one YAML document of keys and values, beginning with 'version: 1'.");
            else
                yaml.Root = yaml.Convert(root, "");
        }
        catch (YamlException broken)
        {
            var cause = broken.InnerException as YamlException ?? broken;
            // The parser names the line where the mapping began.
            yaml.Fault = TabbedLine(text) is { } tabbed
                ? new(tabbed, "", "This is no valid YAML: a tab cannot indent a line. Write blanks.")
                : new((int)cause.Start.Line, "", $"This is no valid YAML: {cause.Message} Check the indentation, quotes and colons here.");
        }
        catch (Exception broken) when (broken is InvalidOperationException or InvalidCastException)
        {
            // YamlDotNet's own way to end over a list or map that is never closed.
            yaml.Fault = new(1, "", "This is no valid YAML: a '[' or '{' is not closed, or a list stands where a key should. Look for it in the last lines.");
        }
        return yaml;
    }

    /// <summary>The line of a key, or of the nearest key above it.</summary>
    public int LineOf(string key)
    {
        while (true)
        {
            if (_lines.TryGetValue(key, out var line))
                return line;
            var end = key.LastIndexOfAny(['.', '[']);
            if (end <= 0)
                return 1;
            key = key[..end];
        }
    }

    private static int? TabbedLine(string text)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, l => l.AsSpan(0, l.Length - l.AsSpan().TrimStart().Length).Contains('\t') && !string.IsNullOrWhiteSpace(l));
        return at < 0 ? null : at + 1;
    }

    // Aliases can blow a small file up without end, deep nesting breaks the stack of whoever builds the tree,
    // and nobody needs either here.
    private static void Refuse(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            if (parser.Current is AnchorAlias alias)
                throw new YamlException(alias.Start, alias.End, "Aliases (*name) are not allowed; write the value out.");
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
                throw new YamlException(parser.Current.Start, parser.Current.End, "This is nested too deeply.");
        }
    }

    private JsonNode? Convert(YamlNode node, string key)
    {
        _lines.TryAdd(key, (int)node.Start.Line);
        switch (node)
        {
            case YamlMappingNode mapping:
                var made = new JsonObject();
                foreach (var (name, value) in mapping.Children)
                {
                    if (name is not YamlScalarNode { Value: { Length: > 0 } text })
                        throw new YamlException(name.Start, name.End, "A key must be a word.");
                    var child = key.Length == 0 ? text : $"{key}.{text}";
                    _lines[child] = (int)name.Start.Line;
                    made[text] = Convert(value, child);
                }
                return made;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select((c, i) => Convert(c, string.Create(CultureInfo.InvariantCulture, $"{key}[{i}]")))]);
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    // The core schema of YAML 1.2: only plain scalars are anything but text.
    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) => JsonValue.Create(fraction),
            _ => JsonValue.Create(text),
        };
    }
}
