using System.Text.Json;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.KillTarget;
using FundingAlerts.Local.Demo;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Mail;
using FundingAlerts.Scraping;
using FundingAlerts.Storage;
using FundingAlerts.Verification;
using FundingAlerts.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using NodaTime;
using NodaTime.Text;

// One start of the demo's pipeline that does not live to its end: FOLDER DAY NOW POINT STORAGE. What it does is what
// the timers do; when it is started again later, it goes on. Its one line of output says what everybody was told.
var (folder, day, now, point) = (args[0], int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture), InstantPattern.General.Parse(args[2]).Value, int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
var world = await DemoWorld.OpenAsync(folder, Enum.Parse<StorageKind>(args[4]), l => l.ClearProviders(), default);
var fuse = new Fuse(point);
await using var sites = await SampleSites.StartAsync(DemoWorld.Samples, day, default);
Directory.CreateDirectory(folder);
var collection = new ServiceCollection();
collection.AddLogging();
world.Add(collection, now, sites);
collection.AddSingleton(fuse.Over(world.Account));
collection.AddSingleton(fuse.Over(new EmlFolder(world.Outbox, new MailboxAddress("FundingAlerts", "fundingalerts@example.org"), new FixedClock(now))));
await using var services = collection.BuildServiceProvider();
T Get<T>()
    where T : notnull => services.GetRequiredService<T>();

// Signing up is its own story: whoever was cut off there tries again.
var signedUp = Path.Combine(folder, "signed-up");
var readers = SampleSubscribers.Read(Path.Combine(DemoWorld.Samples, "subscribers.yml"));
if (!File.Exists(signedUp))
{
    foreach (var (subscriber, interests) in readers)
        await Get<SubscriberStore>().SaveAsync(subscriber, interests, default);
    File.WriteAllText(signedUp, "");
}

var account = Get<StorageAccount>();
foreach (var id in DemoWorld.SourceIds)
{
    if (!((await Get<SourceStore>().StateAsync(id, default)).LastRunAt >= DemoWorld.NowOn(day)))
        await account.Queue(ScrapeMessage.Queue).SendAsync(new ScrapeMessage(1, "t", id), default);
}
var read = await Get<QueueDrain>().DrainAsync(null, handBack: true, default);

// What a killed start had in its hands is hidden: it is asked for again, once all that is there is done.
await Get<Housekeeping>().RunAsync("t", now, default);
var again = await Get<QueueDrain>().DrainAsync(null, handBack: true, default);
await Get<PlanDigests>().RunAsync("t", now, default);
var mailed = await Get<QueueDrain>().DrainAsync(null, handBack: true, default);

var findings = new List<string>();
await foreach (var finding in VerifyStorage.Of(account).RunAsync(now, default))
{
    // Letters of races that were lost lie there until they are old.
    if (finding.Kind == FindingKind.Fault)
        findings.Add($"{finding.Code} {finding.Where}: {finding.Message}");
}
var told = new List<object>();
foreach (var (subscriber, _) in readers)
{
    foreach (var mail in await Get<Outbox>().AllAsync(subscriber.SubscriberId, default))
        told.Add(new { mail.DeliveryId, State = mail.State.ToString(), mail.SubscriberId, Tells = mail.Tells.Select(t => $"{t.Opportunity} {t.Version}") });
}
Console.WriteLine(JsonSerializer.Serialize(new { fuse.Writes, Findings = findings, Failures = read.Failures + again.Failures + mailed.Failures, Mails = told }, JsonSerializerOptions.Web));
await world.DisposeAsync();
return 0;
