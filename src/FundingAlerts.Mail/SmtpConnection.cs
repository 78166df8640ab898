using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FundingAlerts.Mail;

/// <summary>A connection that is kept for the next letter, and ended when it was idle for a while, has carried many, or failed.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "EndAsync disposes of the client, in DropAsync.")]
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int MostMails = 100;
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);

    // After that a server may have hung up without our knowing.
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly RemoteCertificateValidationCallback? _trust;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ITimer _idle;
    private NotifyingClient? _client;
    private int _carried;
    private long _usedAt;
    private bool _isInUse;

    /// <param name="trust">Which certificates are good; null: as the system says.</param>
    public SmtpConnection(SmtpOptions options, TimeProvider time, RemoteCertificateValidationCallback? trust = null)
    {
        (_options, _time, _trust) = (options, time, trust);
        _idle = time.CreateTimer(_ => _ = DropIdleAsync(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Connects and signs in, unless the last connection still stands.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _isInUse = true;
            if (!await StandsAsync(cancellationToken))
                await ConnectAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task SendAsync(MimeMessage message, MailboxAddress sender, CancellationToken cancellationToken)
    {
        try
        {
            _carried++;
            await _client!.SendAsync(LetterMime.Format, message, sender, message.To.Mailboxes, cancellationToken);
        }
        finally
        {
            _usedAt = _time.GetTimestamp();
            _isInUse = false;
            _idle.Change(LongestIdle, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends the connection, if there is one.</summary>
    public async Task DropAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _isInUse = false;
            await EndAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync();
        await DropAsync();
        _turn.Dispose();
    }

    private async Task<bool> StandsAsync(CancellationToken cancellationToken)
    {
        if (_client is not { IsConnected: true })
            return false;
        var idle = _time.GetElapsedTime(_usedAt);
        if (idle >= LongestIdle || _carried >= MostMails)
            return false;
        if (idle < Doubtful)
            return true;
        try
        {
            // Here nothing is lost; after a letter was begun, nobody would know whether it arrived.
            await _client.NoOpAsync(cancellationToken);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await EndAsync();
        _client = new NotifyingClient { CheckCertificateRevocation = _options.Revocation, ServerCertificateValidationCallback = _trust };
        _carried = 0;
        var security = _options.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
        await _client.ConnectAsync(_options.Host, _options.Port, security, cancellationToken);
        if (_options is { User: { } user, Password: { } password })
            await _client.AuthenticateAsync(user, password, cancellationToken);
    }

    private async Task DropIdleAsync()
    {
        try
        {
            await _turn.WaitAsync();
            try
            {
                if (!_isInUse && _time.GetElapsedTime(_usedAt) >= LongestIdle)
                    await EndAsync();
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (ObjectDisposedException)
        {
            // The host ends.
        }
    }

    private async Task EndAsync()
    {
        if (_client is not { } client)
            return;
        _client = null;
        try
        {
            using var over = new CancellationTokenSource(Goodbye);
            await client.DisconnectAsync(quit: true, over.Token);
        }
        catch (Exception)
        {
            // It is gone, whatever it says.
        }
        finally
        {
            client.Dispose();
        }
    }

    /// <summary>Asks servers that can (RFC 3461) to say which mail failed or waits.</summary>
    private sealed class NotifyingClient : SmtpClient
    {
        protected override string? GetEnvelopeId(MimeMessage message) => message.Headers[LetterMime.DeliveryHeader];

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;
    }
}
