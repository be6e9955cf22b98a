using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vidrn.Sfu.Configuration;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>
/// The certificate of `--https` without one of your own: for this machine's names and addresses, kept in the data folder so
/// that a phone that has accepted it once keeps knowing it, and made anew when an address is missing from it or it runs out.
/// </summary>
internal static class SelfMadeCertificate
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(397); // Apple refuses more
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(14);

    /// <param name="dataFolder">Where it is kept, as https/certificate.pem and https/key.pem.</param>
    /// <param name="addresses">The addresses it must be good for.</param>
    /// <param name="now">Judges whether it still is.</param>
    public static X509Certificate2 LoadOrCreate(string dataFolder, IReadOnlyCollection<IPAddress> addresses, DateTimeOffset now)
    {
        var folder = Path.Combine(dataFolder, "https");
        var certificatePath = Path.Combine(folder, "certificate.pem");
        var keyPath = Path.Combine(folder, "key.pem");
        try
        {
            if (TryLoad(certificatePath, keyPath) is { } kept)
            {
                if (now >= kept.NotBefore && now < kept.NotAfter - Renewal && addresses.All(a => kept.MatchesHostname(a.ToString())))
                {
                    return kept;
                }

                kept.Dispose();
            }

            using var made = Create(addresses, now);
            PrivateFile.CreateFolder(folder);
            PrivateFile.Write(keyPath, made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            PrivateFile.Write(certificatePath, made.ExportCertificatePem());
            return LoadPem(certificatePath, keyPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationProblem(folder, e.Message, "a data folder that this user can read and write (Vidrn:Data)"));
        }
    }

    /// <summary>A PEM chain and its key, in the form the platform's TLS wants.</summary>
    public static X509Certificate2 LoadPem(string certificatePath, string keyPath)
    {
        var certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate) // Windows does no TLS with a key that is only in memory
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    private static X509Certificate2? TryLoad(string certificatePath, string keyPath)
    {
        try
        {
            return File.Exists(certificatePath) && File.Exists(keyPath) ? LoadPem(certificatePath, keyPath) : null;
        }
        catch (CryptographicException)
        {
            return null; // cut short or not a pair: it is ours to make again
        }
    }

    private static X509Certificate2 Create(IReadOnlyCollection<IPAddress> addresses, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Vidrn", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)); // serverAuth
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns && Environment.MachineName != "localhost")
        {
            names.AddDnsName(Environment.MachineName);
        }

        foreach (var address in addresses)
        {
            names.AddIpAddress(address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address);
        }

        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(now - TimeSpan.FromDays(1), now - TimeSpan.FromDays(1) + Validity);
    }
}
