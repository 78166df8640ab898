using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace FundingAlerts.Tests.Mail;

/// <summary>A mail server of its own for one test: the package smtp-server of npm on loopback, with a certificate made here.</summary>
internal sealed class SmtpTestServer : IAsyncDisposable
{
    public const string User = "mailer";
    public const string Password = "s3cret pass";
    private const string Module = "node_modules/smtp-server";
    private readonly Process _process;
    private readonly ConcurrentQueue<JsonElement> _said = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly Task _listening;

    private SmtpTestServer(Process process)
    {
        _process = process;
        _listening = ListenAsync();
    }

    public int Port { get; private set; }

    /// <summary>What happened so far, as "connect", "auth", "mail", "close".</summary>
    public IEnumerable<string> Happened => _said.Select(s => s.GetProperty("what").GetString()!).Where(w => w != "listen");

    public IReadOnlyList<JsonElement> Mails => [.. Of("mail")];

    /// <summary>Where STARTTLS, TLS or neither is offered. Skips the test where there is no such server.</summary>
    public static async Task<SmtpTestServer> StartAsync(X509Certificate2? certificate = null, bool secure = false, bool auth = false, int? greeting = null)
    {
        var module = Find();
        Assert.SkipWhen(module is null, "No smtp-server is here: run ./build.sh, or `npm install --prefix artifacts/smtp-server --no-save --ignore-scripts smtp-server@3.21.6`.");
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Mail", "smtp-server.cjs"), module!]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node.js is not installed.");
            throw;
        }
        var server = new SmtpTestServer(process);
        var config = new
        {
            secure,
            starttls = certificate is not null && !secure,
            key = certificate?.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            cert = certificate?.ExportCertificatePem(),
            user = auth ? User : null,
            password = Password,
            greeting,
        };
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(config));
        await process.StandardInput.FlushAsync();
        await server.UntilAsync("listen", 1);
        server.Port = server.Of("listen").Single().GetProperty("port").GetInt32();
        return server;
    }

    /// <summary>For localhost, by itself.</summary>
    public static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>Until so many of a kind happened.</summary>
    public async Task UntilAsync(string what, int times)
    {
        while (Of(what).Count() < times)
            (await _more.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue($"No {times} times '{what}' in half a minute: {string.Join(' ', Happened)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        await _listening;
        _process.Dispose();
        _more.Dispose();
    }

    private IEnumerable<JsonElement> Of(string what) => _said.Where(s => s.GetProperty("what").GetString() == what);

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _said.Enqueue(JsonElement.Parse(line));
            _more.Release();
        }
    }

    // In artifacts of this repository, where build.sh puts it.
    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "artifacts", "smtp-server", Module) is var module && Directory.Exists(module))
                return module;
        }
        return null;
    }
}
