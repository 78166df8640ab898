using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>The parts of a page that are the site's, not the listing's: menus, footers, paths, pagers, language switches, filters.</summary>
internal static partial class SiteChrome
{
    private static readonly HashSet<string> Tags = ["nav", "footer", "select", "dialog"];
    private static readonly HashSet<string> Roles = ["navigation", "contentinfo", "menu", "menubar", "tablist", "banner", "dialog", "search", "toolbar"];

    /// <summary>Whether the element itself begins such a part.</summary>
    public static bool Begins(IElement element)
    {
        var tag = element.LocalName;
        if (tag is "html" or "body" or "main" or "tr" or "tbody" or "table")
            return false;
        if (tag is "header" && element.ParentElement is { LocalName: "body" } && !HoldsContent(element))
            return true;
        var named = Tags.Contains(tag)
            || Roles.Contains(element.GetAttribute("role") ?? "")
            || Says(element.GetAttribute("class"))
            || Says(element.Id);
        return named && !HoldsContent(element);
    }

    // Themes write "has-side-menu" on what holds the whole page.
    private static bool HoldsContent(IElement element) => element.QuerySelector("main, h1, [role=main]") is not null;

    private static bool Says(string? names) =>
        names is { Length: > 1 and < 2000 } && Words().IsMatch(Negated().Replace(names, " ")) && !Results().IsMatch(names);

    // no-footer, has-side-nav, js-filter, md:menu
    [GeneratedRegex(@"(?:^|\s)(?:no|not|has|with|without|is|js|hide|show|ml|mr)-\S+|\S*[:\[]\S*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Negated();

    // main-nav, breadcrumb, dataTables_paginate, wpml-ls-sub-menu, facet-item, tagcloud
    [GeneratedRegex(@"(?:^|[\s_-])(?:main|sub|side|top|mega|drop|site|page)?-?(?:nav|navbar|navigation|menus?|submenu|megamenu|dropdown|footer|breadcrumbs?|pagination|pager|paginate|paging|languages?|lang|social|share|sharing|cookies?|consent|facets?|filters?|tagcloud|tag-cloud|toolbar|modal|sitemap|topbar|skip-links?|copyright|login|newsletter|carousel-indicators)(?:$|[\s_-])", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    // filter-results, filterable-list
    [GeneratedRegex(@"results?(?:$|[\s_-])|filtered|(?:^|[\s_-])(?:cards?|teasers?|listing|article|entry)(?:$|[\s_-])", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Results();
}
