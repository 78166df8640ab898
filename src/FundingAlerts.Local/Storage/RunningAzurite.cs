using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FundingAlerts.Local.Storage;

/// <summary>An Azurite that somebody else has started on its usual ports.</summary>
internal static class RunningAzurite
{
    public const string Connection = "UseDevelopmentStorage=true";
    public const string Where = "Azurite on 127.0.0.1:10000-10002";

    private static readonly int[] Ports = [10000, 10001, 10002];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether Azurite, and no other program, answers for blobs, queues and tables.</summary>
    public static async Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(Ports.Select(port => AnswersAsync(port, cancellationToken)))).All(answers => answers);

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, either.Token);
            var stream = client.GetStream();
            await stream.WriteAsync("GET /devstoreaccount1 HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray(), either.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            while (await reader.ReadLineAsync(either.Token) is { Length: > 0 } line)
            {
                // Server: Azurite-Blob/3.37.0
                if (line.StartsWith("Server: Azurite-", StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
