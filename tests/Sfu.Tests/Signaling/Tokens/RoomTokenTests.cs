using System.Text;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Tests.Signaling.Tokens;

public sealed class RoomTokenTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SigningKey Old = new("old", Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly SigningKey New = new("new", Enumerable.Repeat((byte)2, 32).ToArray());

    private readonly SettableClock clock = new(Start);
    private readonly TokenRevocations revocations;
    private readonly RoomTokenVerifier verifier;

    public RoomTokenTests()
    {
        revocations = new TokenRevocations(clock);
        verifier = new RoomTokenVerifier(new SigningKeys([Old]), revocations, clock);
    }

    private static string Header => """{"alg":"HS256","typ":"JWT","kid":"old"}""";

    private static string Payload => Claims();

    private static RoomToken Token() => new()
    {
        TokenId = "t1",
        ParticipantId = "bob_1",
        Room = "room-1",
        Name = "Bob Ψ \"<b>\"",
        Metadata = "{\"a\":1}",
        IssuedAt = Start,
        NotBefore = Start,
        ExpiresAt = Start.AddHours(1),
        Grants = new RoomGrants { Publish = TrackSources.Camera | TrackSources.ScreenAudio, Subscribe = true, Admin = true },
    };

    [Fact]
    public void What_is_signed_is_what_is_read()
    {
        Assert.True(verifier.TryVerify(Sign(Token()), out var read, out _));
        Assert.Equal(Token(), read);
    }

    [Fact]
    public void A_token_without_grants_allows_nothing()
    {
        Assert.True(verifier.TryVerify(Raw(Header, Payload), out var read, out _));
        Assert.Equal(new RoomGrants(), read.Grants);
    }

    [Fact]
    public void A_hidden_participant_cannot_publish()
    {
        Assert.True(verifier.TryVerify(Raw(Header, Claims(""" "grants":{"publish":["camera"],"hidden":true,"subscribe":true} """)), out var read, out _));
        Assert.Equal(new RoomGrants { Hidden = true, Subscribe = true }, read.Grants);
        Assert.Throws<ArgumentException>(() => Sign(Token() with { Grants = new RoomGrants { Hidden = true, Publish = TrackSources.Camera } }));
    }

    [Fact]
    public void Members_and_sources_of_a_later_version_are_passed_over()
    {
        var payload = Claims(""" "new":{"x":[1]},"grants":{"publish":["camera","hologram"],"later":1} """);
        Assert.True(verifier.TryVerify(Raw("""{"alg":"HS256","kid":"old","x5t":"abc"}""", payload), out var read, out _));
        Assert.Equal(TrackSources.Camera, read.Grants.Publish);
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"old"}""")]
    [InlineData("""{"alg":"None","kid":"old"}""")]
    [InlineData("""{"alg":"RS256","kid":"old"}""")]
    [InlineData("""{"alg":"HS384","kid":"old"}""")]
    [InlineData("""{"alg":"hs256","kid":"old"}""")]
    [InlineData("""{"alg":["HS256"],"kid":"old"}""")]
    [InlineData("""{"kid":"old"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","kid":7}""")]
    [InlineData("""{"alg":"HS256","kid":"../../etc/passwd"}""")]
    [InlineData("""{"alg":"HS256","kid":"other"}""")]
    [InlineData("""{"alg":"HS256","kid":"old","crit":["exp"]}""")]
    [InlineData("""{"alg":"HS256","kid":"old","typ":"JOSE"}""")]
    [InlineData("""{"alg":"HS256","kid":"old","typ":1}""")]
    [InlineData("""{"alg":"none","alg":"HS256","kid":"old"}""")]
    [InlineData("""{"alg":"HS256","alg":"HS256","kid":"old"}""")]
    [InlineData("""{"alg":"HS256","\u0061lg":"none","kid":"old"}""")]
    [InlineData("""{"alg":"HS256","kid":"\ud800"}""")]
    [InlineData("""{"alg":"HS256","kid":"old",}""")]
    [InlineData("""{"alg":"HS256","kid":"old"} {}""")]
    [InlineData("""["HS256"]""")]
    [InlineData("null")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}},"alg":"HS256","kid":"old"}""")]
    public void A_wrong_header_is_refused_though_the_signature_fits(string header) => AssertRefused(Raw(header, Payload), TokenProblem.InvalidCode);

    [Theory]
    [InlineData(""" "sub":"eve" """)] // twice
    [InlineData(""" "exp":99999999999 """)]
    [InlineData(""" "grants":{"admin":false,"admin":true} """)]
    [InlineData(""" "grants":[] """)]
    [InlineData(""" "grants":null """)]
    [InlineData(""" "grants":{"publish":"camera"} """)]
    [InlineData(""" "grants":{"publish":[1]} """)]
    [InlineData(""" "grants":{"admin":"true"} """)]
    [InlineData(""" "grants":{"subscribe":1} """)]
    [InlineData(""" "name":1 """)]
    [InlineData(""" "name":null """)]
    [InlineData(""" "name":"\ud800" """)]
    [InlineData(""" "nbf":"0" """)]
    [InlineData(""" "nbf":-1 """)]
    [InlineData(""" "iat":1e300 """)]
    [InlineData(""" "\ud800":1 """)]
    public void A_wrong_claim_is_refused_though_the_signature_fits(string addition) => AssertRefused(Raw(Header, Claims(addition)), TokenProblem.InvalidCode);

    [Theory]
    [InlineData("iss", "\"someone\"")]
    [InlineData("aud", "\"vidrn-app\"")]
    [InlineData("aud", "[\"vidrn-media\"]")]
    [InlineData("exp", "\"1767230000\"")]
    [InlineData("exp", "true")]
    [InlineData("exp", "1e400")]
    [InlineData("sub", "\"\"")]
    [InlineData("sub", "\"a b\"")]
    [InlineData("sub", "\"a/../b\"")]
    [InlineData("sub", "5")]
    [InlineData("room", "\"ü\"")]
    [InlineData("jti", "\"\"")]
    public void A_required_claim_must_be_there_and_within_bounds(string claim, string value)
    {
        var claims = Payload.Trim('{', '}').Split(',').Where(c => !c.Contains($"\"{claim}\":", StringComparison.Ordinal)).ToList();
        AssertRefused(Raw(Header, $"{{{string.Join(',', claims)}}}"), TokenProblem.InvalidCode);
        AssertRefused(Raw(Header, $"{{{string.Join(',', claims)},\"{claim}\":{value}}}"), TokenProblem.InvalidCode);
    }

    [Fact]
    public void Bounds_hold_at_their_edge_and_not_past_it()
    {
        var token = Token() with { ParticipantId = new string('p', 64), Room = new string('r', 64), TokenId = new string('t', 64), Name = new string('n', 128), Metadata = new string('m', 2048) };
        Assert.True(verifier.TryVerify(Sign(token), out _, out _));
        Assert.Throws<ArgumentException>(() => Sign(token with { ParticipantId = new string('p', 65) }));
        Assert.Throws<ArgumentException>(() => Sign(token with { Name = new string('n', 129) }));
        Assert.Throws<ArgumentException>(() => Sign(token with { Metadata = new string('é', 1025) }));
        AssertRefused(Raw(Header, Claims($""" "metadata":"{new string('m', 2049)}" """)), TokenProblem.InvalidCode);
        AssertRefused(Raw(Header, Claims($""" "name":"{new string('n', 129)}" """)), TokenProblem.InvalidCode);
    }

    [Fact]
    public void A_huge_token_is_refused_before_it_is_read()
    {
        Assert.False(verifier.TryVerify(Raw(Header, Claims($""" "x":"{new string('x', 4096)}" """)), out _, out var problem));
        Assert.Same(TokenProblem.TooLong, problem);
        Assert.False(verifier.TryVerify(new string('.', 1 << 20), out _, out problem));
        Assert.Same(TokenProblem.TooLong, problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30")]
    [InlineData("not a token")]
    public void What_is_no_token_is_refused(string? text) => AssertRefused(text, TokenProblem.InvalidCode);

    [Fact]
    public void Parts_more_or_less_and_padding_are_refused()
    {
        var good = Sign(Token());
        AssertRefused(good + ".", TokenProblem.InvalidCode);
        AssertRefused(good + ".e30", TokenProblem.InvalidCode);
        AssertRefused(good[..good.LastIndexOf('.')], TokenProblem.InvalidCode);
        AssertRefused(good[..(good.LastIndexOf('.') + 1)], TokenProblem.InvalidCode);
        AssertRefused(good + "=", TokenProblem.InvalidCode);
        AssertRefused(" " + good, TokenProblem.InvalidCode);
        AssertRefused(good.Insert(5, "\n"), TokenProblem.InvalidCode);
    }

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        var good = Sign(Token());
        for (var i = 0; i < good.Length; i++)
        {
            foreach (var c in "Az_.é")
            {
                if (good[i] != c)
                {
                    AssertRefused(new StringBuilder(good) { [i] = c }.ToString(), TokenProblem.InvalidCode);
                }
            }
        }
    }

    [Fact]
    public void Random_bytes_signed_or_not_never_throw()
    {
        var random = new Random(1);
        var good = Encoding.UTF8.GetBytes(Payload);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var header = Encoding.UTF8.GetBytes(Header);
            if ((i & 1) == 0)
            {
                header[random.Next(header.Length)] = (byte)random.Next(256);
            }

            var input = $"{Base64UrlText.Encode(header)}.{Base64UrlText.Encode(bytes)}";
            if (verifier.TryVerify($"{input}.{Hs256.Sign(Old.Secret, input)}", out var token, out var problem))
            {
                Assert.Null(token.FindBadClaim());
            }
            else
            {
                Assert.NotEmpty(problem.Message);
            }
        }
    }

    [Fact]
    public void Expiry_allows_thirty_seconds_and_no_more()
    {
        var token = Sign(Token());
        clock.Now = Start.AddHours(1).AddSeconds(29);
        Assert.True(verifier.TryVerify(token, out _, out _));
        clock.Now = Start.AddHours(1).AddSeconds(30);
        AssertRefused(token, TokenProblem.ExpiredCode);
    }

    [Fact]
    public void A_token_of_the_future_allows_thirty_seconds_and_no_more()
    {
        var late = Sign(Token() with { NotBefore = Start.AddSeconds(31) });
        AssertRefused(late, TokenProblem.ExpiredCode);
        clock.Now = Start.AddSeconds(1);
        Assert.True(verifier.TryVerify(late, out _, out _));
        AssertRefused(Sign(Token() with { NotBefore = null, IssuedAt = clock.Now.AddSeconds(31) }), TokenProblem.ExpiredCode);
    }

    [Fact]
    public void A_fraction_of_a_second_is_a_time_too()
    {
        var payload = Payload.Replace($"{Start.AddHours(1).ToUnixTimeSeconds()}", $"{Start.AddHours(1).ToUnixTimeSeconds()}.75", StringComparison.Ordinal);
        Assert.True(verifier.TryVerify(Raw(Header, payload), out var token, out _));
        Assert.Equal(Start.AddHours(1), token.ExpiresAt);
    }

    [Fact]
    public void A_revoked_token_is_refused_in_its_room_alone()
    {
        Assert.True(revocations.TryRevoke("room-1", "t1", Start.AddHours(1)));
        AssertRefused(Sign(Token()), TokenProblem.RevokedCode);
        Assert.True(verifier.TryVerify(Sign(Token() with { TokenId = "t2" }), out _, out _));
        Assert.True(verifier.TryVerify(Sign(Token() with { Room = "room-2" }), out _, out _));
    }

    [Fact]
    public void Keys_change_without_ending_what_the_old_one_signed()
    {
        var signedByOld = new RoomTokenSigner(new SigningKeys([Old])).Sign(Token());
        var both = new SigningKeys([New, Old]);
        var signedByNew = new RoomTokenSigner(both).Sign(Token());

        Assert.False(verifier.TryVerify(signedByNew, out _, out var unknown));
        Assert.Same(TokenProblem.UnknownKey, unknown);
        var during = new RoomTokenVerifier(both, revocations, clock);
        Assert.True(during.TryVerify(signedByOld, out _, out _));
        Assert.True(during.TryVerify(signedByNew, out _, out _));
        var after = new RoomTokenVerifier(new SigningKeys([New]), revocations, clock);
        Assert.False(after.TryVerify(signedByOld, out _, out unknown));
        Assert.Same(TokenProblem.UnknownKey, unknown);
    }

    [Fact]
    public void One_keys_signature_under_anothers_name_is_refused()
    {
        var input = $"{Encode("""{"alg":"HS256","kid":"new"}""")}.{Encode(Payload)}";
        var during = new RoomTokenVerifier(new SigningKeys([New, Old]), revocations, clock);
        Assert.False(during.TryVerify($"{input}.{Hs256.Sign(Old.Secret, input)}", out _, out var problem));
        Assert.Same(TokenProblem.Signature, problem);
    }

    [Fact]
    public void Keys_have_bounds()
    {
        Assert.Throws<ArgumentException>(() => new SigningKey("k", new byte[31]));
        Assert.Throws<ArgumentException>(() => new SigningKey("k k", new byte[32]));
        Assert.Throws<ArgumentException>(() => new SigningKeys([]));
        Assert.Throws<ArgumentException>(() => new SigningKeys([Old, new SigningKey("old", new byte[32])]));
        Assert.DoesNotContain("AQEB", Old.ToString(), StringComparison.Ordinal);
    }

    private static string Sign(RoomToken token) => new RoomTokenSigner(new SigningKeys([Old])).Sign(token);

    private static string Claims(string? addition = null)
    {
        var seconds = Start.AddHours(1).ToUnixTimeSeconds();
        var more = addition is null ? "" : $",{addition.Trim()}";
        return $$"""{"iss":"vidrn","aud":"vidrn-media","sub":"bob","room":"room-1","jti":"t1","exp":{{seconds}}{{more}}}""";
    }

    private static string Encode(string json) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(json));

    private static string Raw(string header, string payload)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Hs256.Sign(Old.Secret, input)}";
    }

    private void AssertRefused(string? jwt, string code)
    {
        Assert.False(verifier.TryVerify(jwt, out var token, out var problem), jwt);
        Assert.Null(token);
        Assert.Equal(code, problem.Code);
    }
}
