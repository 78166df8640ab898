using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace FundingAlerts.Tests.Mail;

public sealed class SendGridMailerTests
{
    private static readonly Letter Letter = new("ann-2026-08-24", new("ann@example.org", "Anna Müller"), "Nieuw: 3 oproepen", "<p>Één oproep 😀</p>", "Één oproep")
    {
        SubscriberId = "ann",
        Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://example.org/u/1>", ["List-Id"] = "Één lijst <digest.example.org>" },
    };

    [Fact]
    public async Task A_request_has_the_documented_shape_and_the_delivery_in_it()
    {
        await using var stub = await SendGridStub.StartAsync();
        (await SendAsync(stub, Letter)).ShouldBe([new MailOutcome.Sent()]);

        stub.Faults.ShouldBeEmpty();
        var request = stub.Requests.ShouldHaveSingleItem();
        var person = request.GetProperty("personalizations").EnumerateArray().ShouldHaveSingleItem();
        person.GetProperty("to")[0].ToString().ShouldBe("""{"name":"Anna Müller","email":"ann@example.org"}""");
        person.GetProperty("custom_args").ToString().ShouldBe("""{"delivery":"ann-2026-08-24","subscriber":"ann"}""");
        person.GetProperty("headers").GetProperty("List-Unsubscribe").GetString().ShouldBe("<https://example.org/u/1>");
        person.GetProperty("headers").GetProperty("List-Id").GetString().ShouldStartWith("=?utf-8?");
        request.GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Sandbox_mode_says_so()
    {
        await using var stub = await SendGridStub.StartAsync();
        (await stub.Mailer(sandbox: true).SendAsync([Letter], default)).ShouldBe([new MailOutcome.Sent()]);
        stub.Faults.ShouldBeEmpty();
        stub.Requests.Single().GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Letters_that_say_the_same_go_in_one_request_of_a_thousand_people_each_with_their_own_headers()
    {
        await using var stub = await SendGridStub.StartAsync();
        var letters = Enumerable.Range(0, 1_003).Select(i => To($"p{i}") with { Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = $"<https://example.org/u/{i}>" } })
            .Append(To("other") with { Text = "Something else" }).ToArray();
        var outcomes = await SendAsync(stub, letters);

        stub.Faults.ShouldBeEmpty();
        outcomes.Count.ShouldBe(1_004);
        outcomes.ShouldAllBe(o => o is MailOutcome.Sent);
        stub.Requests.Select(r => r.GetProperty("personalizations").GetArrayLength()).ShouldBe([1_000, 3, 1]);
        foreach (var person in stub.Requests.Take(2).SelectMany(r => r.GetProperty("personalizations").EnumerateArray()))
        {
            var id = person.GetProperty("custom_args").GetProperty("subscriber").GetString()!;
            person.GetProperty("custom_args").GetProperty("delivery").GetString().ShouldBe($"{id}-2026-08-24");
            person.GetProperty("to")[0].GetProperty("email").GetString().ShouldBe($"{id}@example.org");
            person.GetProperty("headers").GetProperty("List-Unsubscribe").GetString().ShouldBe($"<https://example.org/u/{id[1..]}>");
        }
    }

    [Fact]
    public async Task Headers_that_SendGrid_writes_itself_are_left_out_and_no_line_end_gets_through()
    {
        await using var stub = await SendGridStub.StartAsync();
        var hostile = Letter with
        {
            Subject = "x\r\nBcc: eve@example.org",
            To = new("ann@example.org", "Ann\r\nBcc: eve@example.org"),
            Headers = new Dictionary<string, string> { ["Subject"] = "other", ["BCC"] = "eve@example.org", ["content-type"] = "text/plain", ["List-Id"] = "a\r\nBcc: eve@example.org" },
        };
        (await SendAsync(stub, hostile)).ShouldBe([new MailOutcome.Sent()]);
        stub.Faults.ShouldBeEmpty();
        stub.Requests.Single().GetProperty("personalizations")[0].GetProperty("headers").EnumerateObject().Select(h => h.Name).ShouldBe(["List-Id"]);
    }

    [Fact]
    public async Task Of_many_together_the_one_that_is_refused_is_found_and_the_others_go()
    {
        await using var stub = await SendGridStub.StartAsync();
        var taken = new List<string>();
        stub.Answer = async (context, request) =>
        {
            var people = request.GetProperty("personalizations").EnumerateArray().Select(p => p.GetProperty("to")[0].GetProperty("email").GetString()!).ToList();
            if (!people.Contains("p7@example.org"))
            {
                taken.AddRange(people);
                return false;
            }
            await RefuseAsync(context, 400, """{"errors":[{"message":"p7@example.org is bad","field":"personalizations.7.to.0.email","help":null}]}""");
            return true;
        };
        var outcomes = await SendAsync(stub, [.. Enumerable.Range(0, 20).Select(i => To($"p{i}"))]);
        outcomes.Index().Where(o => o.Item is not MailOutcome.Sent).ShouldHaveSingleItem().Index.ShouldBe(7);
        outcomes[7].ShouldBe(new MailOutcome.Refused("SendGrid refuses it (400, personalizations.7.to.0.email)."));
        taken.Order().ShouldBe(Enumerable.Range(0, 20).Where(i => i != 7).Select(i => $"p{i}@example.org").Order());
    }

    [Fact]
    public async Task What_is_no_address_does_not_spoil_the_request_of_the_others()
    {
        await using var stub = await SendGridStub.StartAsync();
        var outcomes = await SendAsync(stub, Letter, Letter with { To = new("nobody", null) }, To("bob"));
        outcomes.ShouldBe([new MailOutcome.Sent(), new MailOutcome.Refused("The address of ann-2026-08-24 is no mail address."), new MailOutcome.Sent()]);
        stub.Requests.Single().GetProperty("personalizations").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [Table("""
        400 ¦                                          ¦                  ¦ Refused ¦ SendGrid refuses it (400). ¦
        400 ¦ {"errors":[{"field":"from.email"}]}      ¦                  ¦ Trouble ¦ SendGrid does not take the sender's address. Check FUNDINGALERTS_MAIL__FROM. ¦
        400 ¦ {"errors":[{"field":"a@example.org"}]}   ¦                  ¦ Refused ¦ SendGrid refuses it (400). ¦
        400 ¦ {"errors":[]}                            ¦                  ¦ Refused ¦ SendGrid refuses it (400). ¦
        400 ¦ <html>                                   ¦                  ¦ Refused ¦ SendGrid refuses it (400). ¦
        413 ¦                                          ¦                  ¦ Refused ¦ SendGrid refuses it (413). ¦
        401 ¦                                          ¦                  ¦ Trouble ¦ SendGrid does not take the key. Check FUNDINGALERTS_MAIL__KEY, and that its region is __REGION. ¦
        403 ¦                                          ¦                  ¦ Trouble ¦ SendGrid does not let us send: the key may not, or the sender is not verified. Check FUNDINGALERTS_MAIL__KEY and __FROM. ¦
        404 ¦                                          ¦                  ¦ Trouble ¦ SendGrid answers 404. ¦
        429 ¦                                          ¦ 120              ¦ Trouble ¦ SendGrid asks to wait (429). ¦ 120
        429 ¦                                          ¦ Mon, 24 Aug 2026 07:05:00 GMT ¦ Trouble ¦ SendGrid asks to wait (429). ¦ 300
        429 ¦                                          ¦                  ¦ Trouble ¦ SendGrid asks to wait (429). ¦ 60
        500 ¦                                          ¦                  ¦ Trouble ¦ SendGrid asks to wait (500). ¦ 60
        503 ¦                                          ¦ 10               ¦ Trouble ¦ SendGrid asks to wait (503). ¦ 10
        """)]
    public async Task What_SendGrid_answers_is_an_outcome(int status, string? body, string? retryAfter, string kind, string why, string? seconds)
    {
        await using var stub = await SendGridStub.StartAsync();
        stub.Answer = async (context, _) =>
        {
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            await RefuseAsync(context, status, body ?? "");
            return true;
        };
        var outcome = (await SendAsync(stub, Letter)).ShouldHaveSingleItem();
        outcome.ShouldBe(kind == "Refused" ? new MailOutcome.Refused(why) : new MailOutcome.Trouble(why, seconds is { } s ? Duration.FromSeconds(int.Parse(s, System.Globalization.CultureInfo.InvariantCulture)) : null));
        outcome.ToString().ShouldNotContain("@");
    }

    [Fact]
    public async Task What_troubles_one_request_is_not_tried_with_the_next()
    {
        await using var stub = await SendGridStub.StartAsync();
        var outcomes = await stub.Mailer(key: "SG.wrong").SendAsync([Letter, To("bob") with { Text = "Another" }, To("cat") with { Text = "A third" }], default);
        outcomes.ShouldAllBe(o => o is MailOutcome.Trouble);
        stub.Requests.ShouldBeEmpty(); // 401 comes before the body is read
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_trouble()
    {
        await using var stub = await SendGridStub.StartAsync();
        stub.Answer = (context, _) =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        (await SendAsync(stub, Letter)).ShouldBe([new MailOutcome.Trouble("SendGrid cannot be reached.")]);
    }

    private static Letter To(string id) => Letter with { DeliveryId = $"{id}-2026-08-24", SubscriberId = id, To = new($"{id}@example.org", null) };

    private static Task<IReadOnlyList<MailOutcome>> SendAsync(SendGridStub stub, params Letter[] letters) => stub.Mailer().SendAsync(letters, TestContext.Current.CancellationToken);

    private static Task RefuseAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }
}
