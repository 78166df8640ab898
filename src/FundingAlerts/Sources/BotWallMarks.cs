using System.Buffers;

namespace FundingAlerts.Sources;

/// <summary>The words and scripts by which walls against programs are known.</summary>
internal static class BotWallMarks
{
    private static readonly SearchValues<string> Titles = SearchValues.Create(
    [
        "Just a moment", // Cloudflare
        "Attention Required! | Cloudflare",
        "Please Wait... | Cloudflare",
        "Checking your browser",
        "DDoS-Guard",
        "DDoS protection by",
        "Pardon Our Interruption", // Imperva
        "Robot Challenge Screen", // SiteGround
        "Vercel Security Checkpoint",
        "Making sure you're not a bot", // Anubis
        "Client Challenge", // F5
        "Human Verification", // AWS
        "Radware Captcha Page",
        "Bot Verification",
        "Are you a robot",
        "Are you human",
        "Robot Check",
        "Verify you are human",
        "Please verify you are",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Scripts = SearchValues.Create(
    [
        "_cf_chl_opt", // Cloudflare's challenge; its ordinary pages have only /cdn-cgi/challenge-platform/scripts/jsd
        "cf-browser-verification",
        "/cdn-cgi/styles/cf.errors.css",
        "_Incapsula_Resource?SWUDNSAI",
        "_Incapsula_Resource?CWUDNSAI",
        "Incapsula incident ID",
        "errors.edgesuite.net", // Akamai
        "captcha-delivery.com", // DataDome
        "px-captcha", // PerimeterX
        "/.well-known/sgcaptcha/", // SiteGround
        "window.awsWafCookieDomainList",
        "window.gokuProps", // AWS WAF
        "/.within.website/x/cmd/anubis",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Words = SearchValues.Create(
    [
        "checking your browser before",
        "checking if the site connection is secure",
        "verify you are human",
        "verify that you are human",
        "verify you are not a robot",
        "verify that you are not a robot",
        "confirm you are human",
        "confirm that you are human",
        "confirm you are not a robot",
        "prove you are human",
        "prove that you are human",
        "you are not a bot",
        "you're not a bot",
        "needs to review the security of your connection",
        "unusual traffic from your",
        "enable javascript and cookies to continue",
        "complete the security check to access",
        "solve the captcha",
        "complete the captcha",
    ], StringComparison.OrdinalIgnoreCase);

    public static bool InTitle(string title) => title.AsSpan().ContainsAny(Titles);

    public static bool InSource(string source) => source.AsSpan().ContainsAny(Scripts);

    public static bool InWords(string words) => words.AsSpan().ContainsAny(Words);
}
