using System.Text;
using System.Text.Json;
using System.Xml;

namespace FundingAlerts.Sources;

/// <summary>Whether a document was sent to its end.</summary>
internal static class DocumentEnd
{
    internal enum State
    {
        Present,
        Missing,
        Broken,
    }

    /// <summary>True when the root never closes. Other mistakes are for the reader, which may be able to live with them.</summary>
    public static bool IsMissingInXml(string text)
    {
        var settings = new XmlReaderSettings
        {
            CheckCharacters = false,
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
        };
        string? root = null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF').TrimStart()), settings);
            reader.MoveToContent();
            root = reader.Name;
            // Whatever else is wrong with it, it was sent to its end.
            if (text.AsSpan().TrimEnd().EndsWith($"</{root}>", StringComparison.Ordinal))
                return false;
            while (reader.Read())
            {
            }

            return false;
        }
        catch (XmlException)
        {
            // An undeclared entity ends the reading but not the document.
            return string.IsNullOrEmpty(root) || text.LastIndexOf("</" + root, StringComparison.Ordinal) < 0;
        }
    }

    /// <summary>Also reads JSON that comes line by line.</summary>
    public static State InJson(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF').Trim());
        var options = new JsonReaderOptions
        {
            AllowMultipleValues = true,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = 1000,
        };

        // As if more could come: then an early end is told from a mistake.
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(options));
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return State.Broken;
        }

        return reader.CurrentDepth is 0 && reader.BytesConsumed == bytes.Length ? State.Present : State.Missing;
    }
}
