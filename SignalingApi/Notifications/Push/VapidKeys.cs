using System.Security.Cryptography;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>
/// The key by which push services know this server (RFC 8292): `keys/push.pem` of the data folder, made at the first start. Browsers'
/// subscriptions are bound to it; a new key makes them all useless.
/// </summary>
internal sealed class VapidKeys : IDisposable
{
    private readonly ECDsa key;

    private VapidKeys(ECDsa key)
    {
        this.key = key;
        PublicKey = Base64UrlText.Encode(PushEncryption.Write(key.ExportParameters(false).Q));
    }

    /// <summary>As a page gives it to `PushManager.subscribe`: an uncompressed point in base64url.</summary>
    public string PublicKey { get; }

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "keys", "push.pem");

    /// <exception cref="ConfigurationException">The file cannot be read, written or understood.</exception>
    public static VapidKeys LoadOrCreate(string dataFolder)
    {
        var path = PathIn(dataFolder);
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? new VapidKeys(key)
                : throw new CryptographicException("another curve");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationProblem(path, e.Message, "a data folder that this user can read and write (Vidrn:Data)"));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ConfigurationException(new ConfigurationProblem(
                path, "a key file that cannot be understood", "a private key of P-256 in PEM; put the backup back, or delete the file to have a new key made (browsers then subscribe anew)"));
        }
    }

    /// <summary>ES256 (RFC 7518 section 3.4): both numbers, 32 bytes each.</summary>
    public byte[] Sign(ReadOnlySpan<byte> input) => key.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => key.Dispose();

    private static void Create(string path)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = $"{path}.{Guid.NewGuid():N}";
        PrivateFile.Write(own, key.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker; its key is read next.
        }
        finally
        {
            File.Delete(own);
        }
    }
}
