using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Auth;

public sealed class AccessTokenTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(static n => (byte)n)];
    private static readonly byte[] OldSecret = [.. Enumerable.Range(101, 32).Select(static n => (byte)n)];

    private readonly StandingClock clock = new();
    private readonly AccessTokens tokens;

    public AccessTokenTests() => tokens = new AccessTokens(new SessionKeys(new SigningKeys([new SigningKey("new", Secret), new SigningKey("old", OldSecret)])), clock);

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public void An_account_and_a_guest_come_back_as_they_were()
    {
        var user = new Actor("u7", "Ada \u5317", new Id(7), new Id(9), true);
        var guest = new Actor("gAbc", "Bob", null, null, false);
        var (token, expires) = tokens.Issue(user);
        Assert.Equal((user with { ExpiresAt = expires.ToUnixTimeMilliseconds() }, clock.GetUtcNow()), tokens.Verify(token));
        Assert.Equal(AccessTokens.Life, expires - clock.GetUtcNow());
        Assert.Equal("gAbc", tokens.Verify(tokens.Issue(guest).Token)?.Actor.Subject);
        Assert.True(tokens.Verify(tokens.Issue(guest).Token)?.Actor.IsGuest);
    }

    [Fact]
    public void It_says_in_which_millisecond_it_was_issued_and_without_that_the_second()
    {
        clock.Advance(TimeSpan.FromMilliseconds(250));
        var actor = new Actor("u7", "Ada", new Id(7), new Id(9), false);
        Assert.Equal(clock.GetUtcNow(), tokens.Verify(tokens.Issue(actor).Token)?.IssuedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Now), tokens.Verify(Sign(Header(), Claims()))?.IssuedAt);
        var other = new { iss = "vidrn", aud = "vidrn-api", sub = "u7", iat = Now, iatMs = (Now + 5) * 1000, exp = Now + 60 };
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Now), tokens.Verify(Sign(Header(), other))?.IssuedAt);
    }

    [Fact]
    public void A_token_by_hand_is_read_and_every_flaw_is_refused()
    {
        Assert.NotNull(tokens.Verify(Sign(Header(), Claims())));
        Assert.NotNull(tokens.Verify(Sign(Header(kid: "old"), Claims(), OldSecret))); // a key that is being replaced
        Dictionary<string, string> bad = new()
        {
            ["alg none"] = $"{Encode(Header(alg: "none"))}.{Encode(Claims())}.",
            ["alg none, signed"] = Sign(Header(alg: "none"), Claims()),
            ["alg in other case"] = Sign(Header(alg: "hs256"), Claims()),
            ["alg of a public key"] = Sign(Header(alg: "RS256"), Claims()),
            ["no alg"] = Sign(new { kid = "new" }, Claims()),
            ["no kid"] = Sign(new { alg = "HS256" }, Claims()),
            ["unknown kid"] = Sign(Header(kid: "other"), Claims()),
            ["another key's kid"] = Sign(Header(kid: "old"), Claims()),
            ["kid that is a path"] = Sign(Header(kid: "../../dev/null"), Claims(), new byte[32]),
            ["another audience: a room token"] = Sign(Header(), Claims(aud: "vidrn-media")),
            ["no audience"] = Sign(Header(), new { iss = "vidrn", sub = "u7", iat = Now, exp = Now + 60 }),
            ["list of audiences"] = Sign(Header(), new { iss = "vidrn", aud = new[] { "vidrn-api" }, sub = "u7", iat = Now, exp = Now + 60 }),
            ["another issuer"] = Sign(Header(), Claims(iss: "else")),
            ["expired"] = Sign(Header(), Claims(exp: Now)),
            ["of the future"] = Sign(Header(), Claims(iat: Now + 3600, exp: Now + 7200)),
            ["no end"] = Sign(Header(), new { iss = "vidrn", aud = "vidrn-api", sub = "u7", iat = Now }),
            ["end beyond time"] = Sign(Header(), Claims(exp: long.MaxValue)),
            ["end as text"] = Sign(Header(), new { iss = "vidrn", aud = "vidrn-api", sub = "u7", iat = Now, exp = "9999999999" }),
            ["no subject"] = Sign(Header(), Claims(sub: "")),
            ["empty"] = "",
            ["dots"] = "..",
            ["four parts"] = Sign(Header(), Claims()) + ".x",
            ["too long"] = Sign(Header(), Claims(name: new string('x', 4000))),
            ["not base64"] = "ä.ö.ü",
            ["standard base64"] = Sign(Header(), Claims()).Replace('_', '/').Replace('-', '+') + "=",
        };
        Assert.All(bad, pair => Assert.True(tokens.Verify(pair.Value) is null, pair.Key));
    }

    [Fact]
    public void Whatever_is_changed_in_a_token_makes_it_bad()
    {
        var good = Sign(Header(), Claims());
        for (var i = 0; i < good.Length; i++)
        {
            foreach (var c in "AZaz09-_.")
            {
                var changed = good[..i] + c + good[(i + 1)..];
                Assert.True(changed == good || IsSamePadding(good, changed) || tokens.Verify(changed) is null, $"{i} {c}");
            }

            Assert.Null(tokens.Verify(good[..i]));
        }

        // The last character of 32 bytes holds two bits that mean nothing.
        static bool IsSamePadding(string good, string changed) => changed.AsSpan(0, good.Length - 1).SequenceEqual(good.AsSpan(0, good.Length - 1))
            && Base64Url.IsValid(changed.AsSpan(changed.LastIndexOf('.') + 1)) && SignatureOf(changed).AsSpan().SequenceEqual(SignatureOf(good));

        static byte[] SignatureOf(string token) => Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1));
    }

    [Fact]
    public void A_real_room_token_is_no_access_token_and_the_other_way_round()
    {
        var keys = new SigningKeys([new SigningKey("new", Secret)]);
        var room = new RoomTokenSigner(keys).Sign(new RoomToken
        {
            TokenId = RoomTokenSigner.NewTokenId(),
            ParticipantId = "u7",
            Room = "r",
            IssuedAt = clock.GetUtcNow(),
            ExpiresAt = clock.GetUtcNow().AddHours(1),
            Grants = new RoomGrants { Subscribe = true },
        });
        Assert.Null(tokens.Verify(room));
        var access = tokens.Issue(new Actor("u7", "Ada", new Id(7), null, false)).Token;
        Assert.False(new RoomTokenVerifier(keys, new TokenRevocations(clock), clock).TryVerify(access, out _, out _));
    }

    private static object Header(string alg = "HS256", string kid = "new") => new { alg, typ = "JWT", kid };

    private object Claims(string iss = "vidrn", string aud = "vidrn-api", string sub = "u7", string name = "Ada", long? iat = null, long? exp = null) =>
        new { iss, aud, sub, name, sid = "9", mod = false, iat = iat ?? Now, exp = exp ?? Now + 60 };

    private static string Sign(object header, object claims, byte[]? key = null)
    {
        var input = $"{Encode(header)}.{Encode(claims)}";
        return $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(key ?? Secret, Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
