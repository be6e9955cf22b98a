using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Notifications.Push;
using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Notifications.Push;

public sealed class VapidTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-vapid-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_token_names_the_push_service_and_is_signed_by_our_key()
    {
        using var keys = VapidKeys.LoadOrCreate(folder);
        var time = new ManualTime();
        var tokens = new VapidTokens(keys, new PushSettings { Contact = "mailto:ops@example.org" }, time);
        var header = tokens.HeaderFor(new Uri("https://push.example.org/a/secret?x=1"));
        var (claims, key) = Verify(header);
        Assert.Equal(keys.PublicKey, key);
        Assert.Equal(("https://push.example.org", "mailto:ops@example.org"), (claims.GetProperty("aud").GetString(), claims.GetProperty("sub").GetString()));
        Assert.Equal(time.Now / 1000 + (12 * 3600), claims.GetProperty("exp").GetInt64());

        Assert.Equal(header, tokens.HeaderFor(new Uri("https://push.example.org/another")));
        Assert.NotEqual(header, tokens.HeaderFor(new Uri("https://push.example.org:8443/a")));
        time.Advance(TimeSpan.FromHours(11));
        Assert.Equal(time.Now / 1000 + (12 * 3600), Verify(tokens.HeaderFor(new Uri("https://push.example.org/a"))).Claims.GetProperty("exp").GetInt64());
        Assert.False(Verify(new VapidTokens(keys, new PushSettings(), time).HeaderFor(new Uri("https://a.b/"))).Claims.TryGetProperty("sub", out _));
    }

    [Fact]
    public void The_key_is_made_once_and_is_its_owners_alone()
    {
        string first;
        using (var keys = VapidKeys.LoadOrCreate(folder))
        {
            first = keys.PublicKey;
        }

        using var again = VapidKeys.LoadOrCreate(folder);
        Assert.Equal(first, again.PublicKey);
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "keys")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(VapidKeys.PathIn(folder)));
        }
    }

    [Fact]
    public void A_file_that_is_no_key_stops_the_start()
    {
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        File.WriteAllText(VapidKeys.PathIn(folder), "no key");
        Assert.Contains("push.pem", Assert.Throws<ConfigurationException>(() => VapidKeys.LoadOrCreate(folder)).Message, StringComparison.Ordinal);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(VapidKeys.PathIn(folder), other.ExportPkcs8PrivateKeyPem());
        Assert.Throws<ConfigurationException>(() => VapidKeys.LoadOrCreate(folder));
    }

    /// <summary>What an `Authorization` says, when its signature is good.</summary>
    internal static (JsonElement Claims, string Key) Verify(string header)
    {
        Assert.StartsWith("vapid t=", header, StringComparison.Ordinal);
        var parts = header["vapid t=".Length..].Split(", k=");
        var jwt = parts[0].Split('.');
        var point = Decode(parts[1]);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{jwt[0]}.{jwt[1]}"), Decode(jwt[2]), HashAlgorithmName.SHA256));
        Assert.Equal("""{"typ":"JWT","alg":"ES256"}""", Encoding.UTF8.GetString(Decode(jwt[0])));
        using var claims = JsonDocument.Parse(Decode(jwt[1]));
        return (claims.RootElement.Clone(), parts[1]);
    }

    private static byte[] Decode(string text) => Base64UrlText.TryDecode(text, out var bytes) ? bytes : throw new FormatException();
}
