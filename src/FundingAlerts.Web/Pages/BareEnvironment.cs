using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace FundingAlerts.Web.Pages;

/// <summary>What the components want to know of a host where there is none: production, and no files to serve.</summary>
internal sealed class BareEnvironment : IWebHostEnvironment
{
    public string EnvironmentName { get; set; } = Environments.Production;

    public string ApplicationName { get; set; } = "FundingAlerts.Web";

    public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

    public string WebRootPath { get; set; } = AppContext.BaseDirectory;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

    public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
}
