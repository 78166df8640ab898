using NJsonSchema;

namespace FundingAlerts.Tests.Mail;

/// <summary>The shape that requests are held against is seen to refuse.</summary>
public sealed class SendGridShapeTests
{
    private const string Good = """
        {"from":{"email":"a@example.org"},"subject":"s","content":[{"type":"text/plain","value":"t"},{"type":"text/html","value":"h"}],
        "personalizations":[{"to":[{"email":"b@example.org"}],"headers":{"List-Id":"x"},"custom_args":{"delivery":"d","subscriber":"s"}}],
        "tracking_settings":{"click_tracking":{"enable":false,"enable_text":false},"open_tracking":{"enable":false},"subscription_tracking":{"enable":false},"ganalytics":{"enable":false}}}
        """;

    [Theory]
    [InlineData("\"subject\":\"s\"", "\"subject\":\"\"")]
    [InlineData("\"subject\":\"s\",", "")]
    [InlineData("\"subject\":\"s\"", "\"subject\":\"s\\r\\nBcc: x\"")]
    [InlineData("\"subject\":\"s\"", "\"subject\":\"s\",\"bcc\":\"x\"")]
    [InlineData("{\"type\":\"text/plain\",\"value\":\"t\"},", "")]
    [InlineData("{\"type\":\"text/plain\",\"value\":\"t\"},{\"type\":\"text/html\",\"value\":\"h\"}", "{\"type\":\"text/html\",\"value\":\"h\"},{\"type\":\"text/plain\",\"value\":\"t\"}")]
    [InlineData("b@example.org", "b")]
    [InlineData("\"delivery\":\"d\",", "")]
    [InlineData("\"delivery\":\"d\"", "\"delivery\":7")]
    [InlineData("\"List-Id\":\"x\"", "\"BCC\":\"x\"")]
    [InlineData("\"List-Id\":\"x\"", "\"List-Id\":\"é\"")]
    [InlineData("\"open_tracking\":{\"enable\":false}", "\"open_tracking\":{\"enable\":true}")]
    [InlineData("\"enable_text\":false", "\"enable_text\":true")]
    [InlineData("{\"email\":\"b@example.org\"}", "{\"email\":\"b@example.org\"},{\"email\":\"c@example.org\"}")]
    public async Task A_request_of_another_shape_is_seen(string part, string instead)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Mail", "sendgrid-mail-send.schema.json"));
        schema.Validate(Good).ShouldBeEmpty();
        Good.ShouldContain(part);
        schema.Validate(Good.Replace(part, instead, StringComparison.Ordinal)).ShouldNotBeEmpty();
    }
}
