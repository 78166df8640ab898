using FundingAlerts.Interests;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>What a request asks for, from its address or its form, and in which language it is answered.</summary>
internal sealed record Asked(PageBook Book, IEnumerable<KeyValuePair<string, StringValues>> Fields)
{
    private const int MostFields = 400;
    private const int LongestValue = 10_000;
    private readonly Dictionary<string, StringValues> _fields = Fields.DistinctBy(f => f.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    /// <summary>Whether a form was sent at all.</summary>
    public bool IsForm { get; private init; }

    /// <summary>One line, trimmed, without what is no text; empty where nothing was said.</summary>
    public string this[string name] => PlainText.Line(Raw(name));

    public string Raw(string name) => _fields.GetValueOrDefault(name).ToString();

    public bool Has(string name) => _fields.ContainsKey(name);

    public IReadOnlyList<string> All(string name) => [.. _fields.GetValueOrDefault(name).OfType<string>().Select(v => PlainText.Line(v)).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>A page in the language that the address asks for, else the reader's, else the browser's.</summary>
    public static PageBook BookFor(HttpContext context, Subscriber? reader = null)
    {
        var wanted = context.Request.Query["lang"].ToString();
        if (wanted is "en" or "nl")
            return PageBook.For(wanted);
        return PageBook.For(reader?.Language ?? context.Request.GetTypedHeaders().AcceptLanguage
            .Where(l => l.Quality is not 0)
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(l => l is "en" or "nl") ?? "en");
    }

    public static Asked Address(HttpContext context, Subscriber? reader = null) => new(BookFor(context, reader), context.Request.Query);

    /// <returns>Null for a form that cannot be read.</returns>
    public static async Task<Asked?> FormAsync(HttpContext context, Subscriber? reader, CancellationToken cancellationToken)
    {
        var book = BookFor(context, reader);
        if (!context.Request.HasFormContentType)
            return new(book, []);
        try
        {
            var limits = new FormOptions { ValueCountLimit = MostFields, ValueLengthLimit = LongestValue, BufferBody = false };
            return new(book, await context.Request.ReadFormAsync(limits, cancellationToken)) { IsForm = true };
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>A page with its status.</summary>
    public static IResult Page<T>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => new RazorComponentResult<T>(parameters) { PreventStreamingRendering = true, StatusCode = status };

    /// <summary>A page that says one thing, and where to go on.</summary>
    public IResult Say(string title, string says, int status = StatusCodes.Status200OK, (string Words, string Path)? next = null) => Page<SaidPage>(
        new()
        {
            [nameof(SaidPage.Book)] = Book,
            [nameof(SaidPage.Title)] = title,
            [nameof(SaidPage.Says)] = says,
            [nameof(SaidPage.Next)] = next ?? (Book.AllCalls, "/"),
        },
        status);
}
