using System.Runtime.CompilerServices;
using AngleSharp.Css;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>
/// A CSS selector, and what the elements that it fits have in common at least: a name, or a class. AngleSharp says which of
/// those few it fits. Made once for each definition.
/// </summary>
internal sealed class MarkupSelector : ISelectorVisitor
{
    // As long as the definition whose text it is.
    private static readonly ConditionalWeakTable<string, MarkupSelector> Made = [];

    private MarkupSelector(ISelector whole) => Whole = whole;

    public ISelector Whole { get; }

    /// <summary>One of these local names, case aside; null when names tell nothing.</summary>
    public IReadOnlyList<string>? Names { get; private set; }

    /// <summary>One of these classes; null when classes tell nothing.</summary>
    public IReadOnlyList<string>? Classes { get; private set; }

    /// <summary>Names or classes tell all: whatever has one of them fits.</summary>
    public bool IsPlain { get; private set; }

    /// <exception cref="DomException">It is no selector.</exception>
    public static MarkupSelector Of(string text) => Made.GetValue(text, text =>
    {
        var whole = new CssSelectorParser().ParseSelector(text) ?? throw new DomException(DomError.Syntax);

        // A namespace calls itself a name, and cannot be told from one.
        return text.Contains('|', StringComparison.Ordinal) ? new(whole) : Of(whole);
    });

    private static MarkupSelector Of(ISelector whole)
    {
        var selector = new MarkupSelector(whole);
        whole.Accept(selector);
        return selector;
    }

    void ISelectorVisitor.Type(string name)
    {
        // Nor are "*" and "&" names.
        if (!name.All(char.IsAsciiLetterOrDigit))
            return;
        Names = [name];
        IsPlain = true;
    }

    void ISelectorVisitor.Class(string name)
    {
        Classes = [name];
        IsPlain = true;
    }

    // .card > h2 a: what fits is an a.
    void ISelectorVisitor.Combinator(IEnumerable<ISelector> selectors, IEnumerable<string> symbols)
    {
        var last = Of(selectors.Last());
        (Names, Classes) = (last.Names, last.Classes);
    }

    // a.title[href]: classes are rarer than names.
    void ISelectorVisitor.Many(IEnumerable<ISelector> selectors)
    {
        var all = selectors.Select(Of).ToList();
        Classes = all.Find(s => s.Classes is not null)?.Classes;
        Names = Classes is null ? all.Find(s => s.Names is not null)?.Names : null;
        IsPlain = all.Count == 1 && all[0].IsPlain;
    }

    void ISelectorVisitor.List(IEnumerable<ISelector> selectors)
    {
        var all = selectors.Select(Of).ToList();
        if (all.TrueForAll(s => s.Names is not null))
            Names = [.. all.SelectMany(s => s.Names!)];
        else if (all.TrueForAll(s => s.Classes is not null))
            Classes = [.. all.SelectMany(s => s.Classes!)];
        IsPlain = (Names ?? Classes) is not null && all.TrueForAll(s => s.IsPlain);
    }

    void ISelectorVisitor.Attribute(string name, string op, string? value)
    {
    }

    void ISelectorVisitor.Id(string value)
    {
    }

    void ISelectorVisitor.Child(string name, int step, int offset, ISelector selector)
    {
    }

    void ISelectorVisitor.PseudoClass(string name)
    {
    }

    void ISelectorVisitor.PseudoElement(string name)
    {
    }
}
