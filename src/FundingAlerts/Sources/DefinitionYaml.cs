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
            var parser = new Parser(new StringReader(text));
            RefuseAliases(text);
            var stream = new YamlStream();
            stream.Load(parser);
            if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
                yaml.Fault = new(1, "", "Expected one YAML document of keys and values, beginning with 'version: 1'.");
            else
                yaml.Root = yaml.Convert(root, "", 0);
        }
        catch (YamlException broken)
        {
            var cause = broken.InnerException is YamlException inner ? inner.Message : broken.Message;
            yaml.Fault = new((int)broken.Start.Line, "", $"This is no valid YAML: {cause} Check the indentation, quotes and colons here.");
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

    // Aliases can blow a small file up without end, and nobody needs them here.
    private static void RefuseAliases(string text)
    {
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            if (parser.Current is AnchorAlias alias)
                throw new YamlException(alias.Start, alias.End, "Aliases (*name) are not allowed; write the value out.");
        }
    }

    private JsonNode? Convert(YamlNode node, string key, int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(node.Start, node.End, "This is nested too deeply.");
        _lines.TryAdd(key, (int)node.Start.Line);
        switch (node)
        {
            case YamlMappingNode mapping:
                var made = new JsonObject();
                foreach (var (name, value) in mapping.Children)
                {
                    var text = ((YamlScalarNode)name).Value ?? "";
                    var child = key.Length == 0 ? text : $"{key}.{text}";
                    _lines[child] = (int)name.Start.Line;
                    made[text] = Convert(value, child, depth + 1);
                }
                return made;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select((c, i) => Convert(c, string.Create(CultureInfo.InvariantCulture, $"{key}[{i}]"), depth + 1))]);
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
