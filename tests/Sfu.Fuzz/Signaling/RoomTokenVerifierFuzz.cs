using System.Text;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Fuzz.Signaling;

public sealed class RoomTokenVerifierFuzz
{
    private static readonly SigningKey Key = new("key1", "0123456789abcdef0123456789abcdef"u8);
    private static readonly FixedClock Clock = new();
    private static readonly SigningKeys Keys = new([Key]);

    private static readonly byte[][] Fragments =
    [
        .. ((string[])["{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e999", "-1", "9e15", "253402300800", "1.5", "\\ud800", "\"\\ud800\":1,", "\"exp\":1,",
            "\"e\\u0078p\":1,", "\"\\ud83d\\ude00\"", "\"grants\":[]", "\"publish\":[1]", "\"publish\":[\"\\udc00\"]", "\0", "/**/", "[[[[[[[[[["]).Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ];

    /// <summary>Nothing but what was signed gets in.</summary>
    [Fact]
    public void A_changed_token_is_refused_with_a_reason()
    {
        var verifier = new RoomTokenVerifier(Keys, new TokenRevocations(Clock), Clock);
        var good = Token();
        var corpus = new Corpus([Encoding.Latin1.GetBytes(good)], Fragments, 5000);
        FuzzRun.Run("RoomTokenVerifier", corpus, input =>
        {
            var text = Encoding.Latin1.GetString(input);
            var accepted = verifier.TryVerify(text, out var token, out var problem);
            FuzzRun.Require(accepted == (token is not null) && accepted == (problem is null));
            FuzzRun.Require(!accepted || text == good);
        }, allocates: true);
    }

    /// <summary>A signer with the key may be wrong too: whatever passes is within its bounds.</summary>
    [Fact]
    public void Signed_claims_of_any_shape_are_refused_or_within_bounds()
    {
        var verifier = new RoomTokenVerifier(Keys, new TokenRevocations(Clock), Clock);
        var parts = Token().Split('.');
        Assert.True(Base64UrlText.TryDecode(parts[1], out var payload));
        var accepted = 0L;
        FuzzRun.Run("RoomTokenVerifier.Signed", new Corpus([payload], Fragments, 2900), input =>
        {
            var signed = $"{parts[0]}.{Base64UrlText.Encode(input)}";
            if (verifier.TryVerify($"{signed}.{Hs256.Sign(Key.Secret, signed)}", out var token, out var problem))
            {
                accepted++;
                FuzzRun.Require(token.FindBadClaim() is null && !(token.Grants.Hidden && token.Grants.Publish != TrackSources.None));
            }
            else
            {
                FuzzRun.Require(problem is not null);
            }
        }, allocates: true);
        Assert.True(accepted > FuzzRun.Scale(FuzzRun.Inputs) / 50);
    }

    /// <summary>The header is parsed before anything is known of its sender.</summary>
    [Fact]
    public void Headers_of_any_shape_are_refused_or_name_a_key()
    {
        var verifier = new RoomTokenVerifier(Keys, new TokenRevocations(Clock), Clock);
        var parts = Token().Split('.');
        Assert.True(Base64UrlText.TryDecode(parts[0], out var header));
        byte[][] fragments = [.. Fragments, "\"crit\":[],"u8.ToArray(), "\"alg\":\"none\","u8.ToArray(), "\"al\\u0067\":\"none\","u8.ToArray(), "\"\\ud800\":1,"u8.ToArray()];
        FuzzRun.Run("RoomTokenVerifier.Header", new Corpus([header], fragments, 1000), input =>
        {
            var signed = $"{Base64UrlText.Encode(input)}.{parts[1]}";
            verifier.TryVerify($"{signed}.{parts[2]}", out _, out _);
        }, allocates: true);
    }

    private static string Token() => new RoomTokenSigner(Keys).Sign(new RoomToken
    {
        TokenId = "jti1",
        ParticipantId = "alice",
        Room = "room1",
        Name = "Ålice \"A\"",
        Metadata = "{}",
        ExpiresAt = Clock.GetUtcNow().AddHours(1),
        IssuedAt = Clock.GetUtcNow(),
        NotBefore = Clock.GetUtcNow(),
        Grants = new RoomGrants { Publish = TrackSources.Camera | TrackSources.Microphone, Subscribe = true },
    });

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
