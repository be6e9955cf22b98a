using Vidrn.SignalingApi.Chat;

namespace Vidrn.SignalingApi.Tests.Chat;

public sealed class EmojiRulesTests
{
    [Theory]
    [InlineData("👍")]
    [InlineData("👍🏽")]
    [InlineData("❤️")]
    [InlineData("❤")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🏳️‍🌈")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("🇨🇳")]
    [InlineData("1️⃣")]
    [InlineData("#⃣")]
    [InlineData("🀄")]
    [InlineData("🫡")]
    [InlineData("‼️")]
    public void An_emoji_is_one(string text) => Assert.True(EmojiRules.IsEmoji(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("#")]
    [InlineData("中")]
    [InlineData("👍👍")]
    [InlineData("👍 ")]
    [InlineData("👍a")]
    [InlineData("\u200D")]
    [InlineData("\uFE0F")]
    [InlineData("🏽")]
    [InlineData("🇨")]
    [InlineData("👍\u202E")]
    [InlineData("👍\u0301\u0301\u0301")]
    [InlineData("<b>")]
    [InlineData("\uD83D")]
    public void Everything_else_is_not(string? text) => Assert.False(EmojiRules.IsEmoji(text));

    [Fact]
    public void A_very_long_one_is_not() => Assert.False(EmojiRules.IsEmoji(string.Join('\u200D', Enumerable.Repeat("👨", 20))));
}
