using System.Security.Cryptography;
using System.Text;

namespace FundingAlerts.Web.Pages;

/// <summary>The site's one stylesheet, under a name that changes with its content, so that it may be cached for good.</summary>
internal static class Stylesheet
{
    public static byte[] Content { get; } = Encoding.UTF8.GetBytes(Embedded.Text("Pages/Site.css"));

    public static string Path { get; } = $"/style-{Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}.css";
}
