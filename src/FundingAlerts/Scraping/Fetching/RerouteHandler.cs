namespace FundingAlerts.Scraping.Fetching;

/// <summary>The innermost handler: sends a request elsewhere while all around it keep seeing the original address.</summary>
internal sealed class RerouteHandler(Func<Uri, Uri> reroute) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var original = request.RequestUri!;
        var target = reroute(original);
        if (target == original)
            return await base.SendAsync(request, cancellationToken);

        request.RequestUri = target;
        request.Headers.Host = original.Authority;
        request.Options.Set(AddressGuard.Rerouted, true);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // A retry sends the same message again.
            request.RequestUri = original;
            request.Headers.Host = null;
        }
    }
}
