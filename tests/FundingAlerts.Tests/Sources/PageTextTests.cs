using System.Text;
using CsCheck;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

public sealed class PageTextTests
{
    private static readonly Uri Address = new("https://a.example/calls");

    [Theory]
#pragma warning disable format // a table
    //          bytes (hex)                       server's charset   text     read as
    [InlineData("636166C3A9",                     "utf-8",           "café",  "utf-8")]
    [InlineData("636166C3A9",                     "UTF8",            "café",  "utf-8")]
    [InlineData("636166C3A9",                     "\"utf-8\"",       "café",  "utf-8")]
    [InlineData("636166C3A9",                     null,              "café",  "utf-8")]
    [InlineData("636166C3A9",                     "no-such-charset", "café",  "utf-8")]
    [InlineData("636166C3A9",                     "utf-7",           "café",  "utf-8")]
    [InlineData("",                               null,              "",      "utf-8")]
    // A byte order mark is stronger than what the server says
    [InlineData("EFBBBF636166C3A9",               "iso-8859-1",      "café",  "utf-8")]
    [InlineData("FFFE630061006600E900",           "utf-8",           "café",  "utf-16")]
    [InlineData("FEFF00630061006600E9",           null,              "café",  "utf-16BE")]
    [InlineData("FFFE000063000000E9000000",       null,              "cé",    "utf-32")]
    [InlineData("0000FEFF00000063000000E9",       null,              "cé",    "utf-32BE")]
    // Legacy charsets
    [InlineData("636166E9",                       "windows-1252",    "café",  "windows-1252")]
    [InlineData("636166E9",                       "ISO-8859-1",      "café",  "windows-1252")]
    [InlineData("80203530",                       "iso-8859-1",      "€ 50",  "windows-1252")]
    [InlineData("A4203530",                       "iso-8859-15",     "€ 50",  "iso-8859-15")]
    [InlineData("B9",                             "iso-8859-2",      "š",     "iso-8859-2")]
    [InlineData("CFF0EEE5EAF2",                   "windows-1251",    "Проект", "windows-1251")]
    [InlineData("93FA967B",                       "shift_jis",       "日本",   "shift_jis")]
    // Declared wrongly
    [InlineData("636166C3A9",                     "iso-8859-1",      "café",  "utf-8")]
    [InlineData("C2A3203530",                     "windows-1252",    "£ 50",  "utf-8")]
    [InlineData("C38D736C616E64",                 "iso-8859-2",      "Ísland", "utf-8")]
    [InlineData("636166C3A9",                     "us-ascii",        "café",  "utf-8")]
#pragma warning restore format
    public void A_page_is_read_in_its_own_charset(string hex, string? declared, string text, string readAs) =>
        PageText.Read(new Page(Address, "text/html", declared, Convert.FromHexString(hex)))
            .ShouldBe(new PageText.Decoded(text, readAs));

    [Theory]
#pragma warning disable format // a table
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\u00E9</a>",                                               "windows-1252")]
    [InlineData("<?xml version=\"1.0\" encoding=\"iso-8859-15\" standalone=\"yes\"?><a>caf\u00E9</a>",                       "iso-8859-15")]
    [InlineData("<html><head><meta charset=windows-1252><title>caf\u00E9",                                                   "windows-1252")]
    [InlineData("<HTML><META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=iso-8859-1\"><p>caf\u00E9",            "windows-1252")]
    [InlineData("<meta name=viewport content=x><meta charset='latin1'><p>caf\u00E9",                                         "windows-1252")]
#pragma warning restore format
    public void A_page_can_say_its_charset_itself(string latin1, string readAs) =>
        PageText.Read(new Page(Address, "", null, Encoding.Latin1.GetBytes(latin1))).ShouldBe(new PageText.Decoded(latin1, readAs));

    [Fact]
    public void A_page_that_calls_itself_UTF_16_in_ASCII_letters_is_not() =>
        PageText.Read(new Page(Address, "text/html", null, "<meta charset=utf-16><p>café"u8.ToArray()))
            .ShouldBe(new PageText.Decoded("<meta charset=utf-16><p>café", "utf-8"));

    [Fact]
    public void The_servers_word_is_stronger_than_the_pages() =>
        PageText.Read(new Page(Address, "text/html", "iso-8859-15", (byte[])[.. "<meta charset=utf-8>"u8, 0xA4]))
            .ShouldBe(new PageText.Decoded("<meta charset=utf-8>€", "iso-8859-15"));

    [Theory]
#pragma warning disable format // a table
    //          type                 bad bytes   length    let pass
    [InlineData("text/html",         1,          5_000,    true)]
    [InlineData("text/html",         10,         5_000,    false)]
    [InlineData("application/xml",   1,          5_000,    false)]
    [InlineData("application/json",  1,          5_000,    false)]
    [InlineData("",                  1,          5_000,    false)]
#pragma warning restore format
    public void A_few_broken_bytes_spoil_no_long_HTML_page(string type, int bad, int length, bool passes)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(new string('a', length)), .. Enumerable.Repeat((byte)0xFF, bad)];

        var text = PageText.Read(new Page(Address, type, "utf-8", body));

        if (passes)
            text.ShouldBeOfType<PageText.Decoded>().Text.ShouldEndWith("a\uFFFD");
        else
            text.ShouldBeOfType<PageText.Unreadable>().Problem.Kind.ShouldBe(SourceProblemKind.InvalidBytes);
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData("255044462D312E37")] // %PDF-1.7
    [InlineData("504B030414000600")] // a ZIP, as Word's and Excel's files are
    [InlineData("89504E470D0A1A0A")] // PNG
#pragma warning restore format
    public void A_file_that_is_no_text_is_named(string hex)
    {
        var problem = PageText.Read(new Page(Address, "text/html", null, Convert.FromHexString(hex)))
            .ShouldBeOfType<PageText.Unreadable>().Problem;

        problem.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
        problem.Message.ShouldStartWith("a.example/calls is a ");
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        string?[] charsets = [null, "", "utf-8", "utf-16", "shift_jis", "gb18030", "iso-2022-jp", "x", "windows-1252", "utf-7"];

        Gen.Select(Gen.Byte.Array, Gen.Int[0, charsets.Length - 1])
            .Sample((bytes, n) => PageText.Read(new Page(Address, "text/html", charsets[n], bytes)) is not null);
    }
}
