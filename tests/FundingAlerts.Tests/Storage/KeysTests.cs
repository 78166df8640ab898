using CsCheck;
using FundingAlerts.Storage;

namespace FundingAlerts.Tests.Storage;

public sealed class KeysTests
{
    // Any UTF-16 units at all, halves of pairs among them, with those that need care more often.
    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.Char),
        (3, Gen.Char['!', '~']),
        (1, Gen.Char['\uD800', '\uDFFF']),
        (2, Gen.Char["/\\#?~!% ux\0"])).Array[0, 30].Select(c => new string(c));

    [Fact]
    public void Any_text_makes_a_legal_key_and_comes_back() => Text.Sample(text =>
    {
        var key = Keys.Part(text);
        StorageLimits.CheckKey(key);
        Keys.Text(key).ShouldBe(text);
    });

    [Fact]
    public void Distinct_parts_make_distinct_keys_and_come_back() => Gen.Select(Text.Array[1, 2], Text.Array[1, 2]).Sample((a, b) =>
    {
        Keys.Split(Keys.Join(a)).ShouldBe(a);
        (Keys.Join(a) == Keys.Join(b)).ShouldBe(a.SequenceEqual(b));
    });

    [Fact]
    public void Any_length_of_text_makes_a_legal_key_of_its_own() => Gen.Select(Text, Gen.Int[0, 300], Text).Sample((head, length, tail) =>
    {
        var one = head + new string('é', length) + tail;
        var other = head + new string('é', length) + tail + "x";
        StorageLimits.CheckKey(Keys.Part(one));
        Keys.Part(one).Length.ShouldBeLessThanOrEqualTo(Keys.PartLength);
        Keys.Part(one).ShouldNotBe(Keys.Part(other));
        Keys.Part(one).ShouldBe(Keys.Part(new string(one)));
    });

    [Fact]
    public void Keys_of_plain_parts_sort_as_their_parts_do()
    {
        var plain = Gen.Char["-.0189:ABYZ_abyz"].Array[0, 4].Select(c => new string(c));
        Gen.Select(plain, plain, plain, plain).Sample((a1, a2, b1, b2) =>
        {
            var first = string.CompareOrdinal(a1, b1);
            var expected = first != 0 ? first : string.CompareOrdinal(a2, b2);
            Math.Sign(string.CompareOrdinal(Keys.Join(a1, a2), Keys.Join(b1, b2))).ShouldBe(Math.Sign(expected));
        });
    }

    [Fact]
    public void The_prefix_of_some_parts_begins_just_their_keys() => Gen.Select(Text, Text, Text).Sample((a, b, c) =>
    {
        Keys.Join(a, b).StartsWith(Keys.Prefix(a), StringComparison.Ordinal).ShouldBeTrue();
        Keys.Join(c, b).StartsWith(Keys.Prefix(a), StringComparison.Ordinal).ShouldBe(a == c);
    });

    [Theory]
    [InlineData("future-computing_2.0", "future-computing_2.0")]
    [InlineData("", "")]
    [InlineData("a/b c", "a~2Fb~20c")]
    [InlineData("https://x.eu/?a=1#b", "https:~2F~2Fx.eu~2F~3Fa=1~23b")]
    [InlineData("100% ~ok!", "100~25~20~7Eok~21")]
    [InlineData("神🧠é", "神🧠é")]
    [InlineData("a\uFFFF", "a~uFFFF")]
    public void A_part_is_readable(string text, string part) => Keys.Part(text).ShouldBe(part);

    [Fact]
    public void Parts_are_joined_and_split()
    {
        Keys.Join("change", "ukri", "a!b").ShouldBe("change!ukri!a~21b");
        Keys.Split("change!ukri!a~21b").ShouldBe(["change", "ukri", "a!b"]);
        Keys.Prefix("change", "ukri").ShouldBe("change!ukri!");
    }

    [Fact]
    public void An_over_long_part_keeps_its_beginning_and_says_that_it_was_cut()
    {
        var part = Keys.Part("start " + new string('y', 300));
        part.Length.ShouldBe(Keys.PartLength);
        part.ShouldStartWith("start~20yyy");
        Should.Throw<FormatException>(() => Keys.Text(part)).Message.ShouldContain("too long");
        Should.Throw<FormatException>(() => Keys.Text("a~2")).Message.ShouldContain("broken escape");
        Should.Throw<FormatException>(() => Keys.Text("~zz"));
    }

    [Fact]
    public void Too_many_long_parts_are_refused()
    {
        var part = new string('y', 200);
        Keys.Join(part, part).Length.ShouldBe(401);
        Should.Throw<StorageLimitException>(() => Keys.Join(part, part, part));
    }
}
