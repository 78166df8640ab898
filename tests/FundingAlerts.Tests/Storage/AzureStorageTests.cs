using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using FundingAlerts.Azure.Storage;
using FundingAlerts.Storage;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>What only Azure does: its faults, its wire, and what is made on first use.</summary>
public sealed class AzureStorageTests(Azurite azurite)
{
    private const string Busy = """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}""";
    private const string BeingDeleted = """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"Try again later."}}}""";
    private const string TooLarge = """{"odata.error":{"code":"EntityTooLarge","message":{"lang":"en-US","value":"The entity is larger."}}}""";

    // Nothing listens on port 1.
    private const string Nowhere = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";

    [Fact]
    public async Task Many_who_use_a_new_table_at_once_make_it_once()
    {
        var account = await azurite.AccountAsync();
        var name = Fresh.Name();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => account.Table(name).InsertAsync(Of($"row{i}"), Token)));
        (await account.Table(name).KeysAsync(new(Partition))).Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_table_that_is_removed_meanwhile_is_made_again()
    {
        var name = Fresh.Name();
        var table = (await azurite.AccountAsync()).Table(name);
        await table.InsertAsync(Of("a"), Token);
        await new TableServiceClient(await azurite.ConnectionAsync()).DeleteTableAsync(name, Token);
        await table.TransactAsync(Partition, [new RowEdit.Insert(Of("b"))], Token);
        (await table.KeysAsync(new(Partition))).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_table_that_is_being_deleted_is_waited_for()
    {
        // Azurite deletes at once; Azure takes up to a minute.
        var time = new FakeTimeProvider();
        var table = await TableAsync(time, (HttpMethod.Post, "/Tables", HttpStatusCode.Conflict, BeingDeleted, 3));
        var inserting = table.InsertAsync(Of("a", 1), Token);
        while (!inserting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await inserting;
        (await table.ValueAsync("a")).ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_is_busy_for_a_while_is_tried_again()
    {
        var table = await TableAsync(TimeProvider.System, (HttpMethod.Post, "", HttpStatusCode.ServiceUnavailable, Busy, 2));
        await table.InsertAsync(Of("a", 1), Token);
        (await table.ValueAsync("a")).ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_stays_busy_is_told()
    {
        var table = await TableAsync(TimeProvider.System, (HttpMethod.Post, "", HttpStatusCode.ServiceUnavailable, Busy, 99));
        (await Should.ThrowAsync<StorageBrokenException>(() => table.InsertAsync(Of("a", 1), Token)))
            .Message.ShouldContain("Azure is busy or out of order (503 ServerBusy), also after several tries");
    }

    [Fact]
    public async Task What_only_azure_finds_too_large_is_a_limit()
    {
        var table = await TableAsync(TimeProvider.System, (HttpMethod.Post, "", HttpStatusCode.BadRequest, TooLarge, 99));
        (await Should.ThrowAsync<StorageLimitException>(() => table.InsertAsync(Of("a", 1), Token))).Message.ShouldContain("EntityTooLarge");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_account_that_does_not_answer_is_told(int again)
    {
        var account = AzureStorage.Open(Nowhere, TimeProvider.System, new(again, TimeSpan.FromMilliseconds(1)));
        Func<Task>[] attempts =
        [
            () => account.Table("things").FindAsync(Partition, "a", Token),
            () => account.Queue("things").SendAsync("a", Duration.Zero, Token),
            () => account.Blobs("things").FindAsync("a", Token),
        ];
        foreach (var attempt in attempts)
        {
            var message = (await Should.ThrowAsync<StorageBrokenException>(attempt)).Message;
            message.ShouldContain("'things' at http://127.0.0.1:1/");
            message.ShouldContain("nothing answers there");
        }
    }

    [Fact]
    public async Task A_wrong_key_is_told_without_the_key()
    {
        var wrong = Convert.ToBase64String("another key"u8);
        var connection = string.Join(';', (await azurite.ConnectionAsync()).Split(';').Select(p => p.StartsWith("AccountKey=", StringComparison.Ordinal) ? "AccountKey=" + wrong : p));
        var account = AzureStorage.Open(connection, TimeProvider.System);
        Func<Task>[] attempts =
        [
            () => account.Table("things").FindAsync(Partition, "a", Token),
            () => account.Queue("things").SendAsync("a", Duration.Zero, Token),
            () => account.Blobs("things").FindAsync("a", Token),
        ];
        foreach (var attempt in attempts)
        {
            var message = (await Should.ThrowAsync<StorageBrokenException>(attempt)).Message;
            message.ShouldContain("refuses the account's key or identity (403");
            message.ShouldNotContain(wrong);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AccountKey=secret")]
    [InlineData("secret")]
    public void What_is_no_connection_string_is_told_without_it(string text) =>
        Should.Throw<StorageBrokenException>(() => AzureStorage.Open(text, TimeProvider.System)).Message.ShouldNotContain("secret");

    [Fact]
    public void Names_are_checked_before_azure_sees_them()
    {
        var account = AzureStorage.Open(AzureEndpoints.Of("account"), null, TimeProvider.System);
        Should.Throw<StorageLimitException>(() => account.Table("no-table"));
        Should.Throw<StorageLimitException>(() => account.Queue("No_queue"));
        Should.Throw<StorageLimitException>(() => account.Blobs("No_container"));
        AzureEndpoints.Of("account").Queues.ShouldBe(new("https://account.queue.core.windows.net"));
    }

    [Fact]
    public async Task A_message_travels_as_base64_and_never_expires()
    {
        var (queue, wire, _) = await QueueAsync();
        await queue.SendAsync("{\"é\"}", Duration.Zero, Token);
        var message = (await wire.PeekMessageAsync(Token)).Value;
        Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString())).ShouldBe("{\"é\"}");
        message.ExpiresOn.ShouldNotBeNull().Year.ShouldBe(9999);
    }

    [Fact]
    public async Task A_message_that_was_put_there_by_hand_as_text_is_received()
    {
        var (queue, wire, _) = await QueueAsync();
        await queue.DepthAsync(Token);
        await wire.SendMessageAsync("{\"by\":\"hand\"}", Token);
        (await queue.ReceiveOneAsync(Duration.FromMinutes(1))).Body.ShouldBe("{\"by\":\"hand\"}");
    }

    [Fact]
    public async Task All_messages_of_the_poison_queue_come_back_as_they_were()
    {
        var (queue, _, poison) = await QueueAsync();
        await queue.DepthAsync(Token);
        var sent = Enumerable.Range(0, 40).Select(i => $"m{i:D2}é").ToList();
        await Task.WhenAll(sent.Select(body => poison.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(body)), Token)));
        (await queue.DepthAsync(Token)).ShouldBe(new(0, 40));
        (await queue.ReplayAsync(null, Token)).ShouldBe(40);
        (await queue.DepthAsync(Token)).ShouldBe(new(40, 0));
        var received = (await queue.ReceiveAsync(32, Duration.FromMinutes(1), Token)).Concat(await queue.ReceiveAsync(32, Duration.FromMinutes(1), Token));
        received.Select(m => m.Body).Order(StringComparer.Ordinal).ShouldBe(sent);
    }

    private async Task<(IQueue Queue, QueueClient Wire, QueueClient Poison)> QueueAsync()
    {
        var name = Fresh.Name();
        var wire = new QueueServiceClient(await azurite.ConnectionAsync());
        return ((await azurite.AccountAsync()).Queue(name), wire.GetQueueClient(name), wire.GetQueueClient(name + "-poison"));
    }

    private async Task<ITable> TableAsync(TimeProvider time, (HttpMethod Method, string PathEnd, HttpStatusCode Status, string Body, int Times) fault)
    {
        var transport = new HttpClientTransport(new Faults(fault.Method, fault.PathEnd, fault.Status, fault.Body, fault.Times));
        return AzureStorage.Open(await azurite.ConnectionAsync(), time, new(3, TimeSpan.FromMilliseconds(1), transport)).Table(Fresh.Name());
    }

    /// <summary>Answers so many requests of a kind as Azure does in trouble, and hands the others on to Azurite.</summary>
    private sealed class Faults(HttpMethod method, string pathEnd, HttpStatusCode status, string body, int times) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int left = times;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == method && request.RequestUri!.AbsolutePath.EndsWith(pathEnd, StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0
                ? Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
    }
}
