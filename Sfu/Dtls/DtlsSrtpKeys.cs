using System.Security.Cryptography;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// The keying material of a handshake (RFC 5764 section 4.2). It is wiped when the <see cref="DtlsEndpoint"/> is disposed:
/// derive the session keys as soon as it is connected.
/// </summary>
internal sealed class DtlsSrtpKeys
{
    private const int KeySize = 16;

    private DtlsSrtpKeys(DtlsSrtpProfile profile, ReadOnlySpan<byte> material)
    {
        Profile = profile;
        var saltSize = SaltSize(profile);
        Client = new(material[..KeySize].ToArray(), material.Slice(2 * KeySize, saltSize).ToArray());
        Server = new(material.Slice(KeySize, KeySize).ToArray(), material.Slice((2 * KeySize) + saltSize, saltSize).ToArray());
    }

    public DtlsSrtpProfile Profile { get; }

    /// <summary>Protects what the DTLS client sends.</summary>
    public DtlsSrtpMasterKey Client { get; }

    /// <summary>Protects what the DTLS server sends.</summary>
    public DtlsSrtpMasterKey Server { get; }

    /// <summary>Bytes to take from the exporter for <paramref name="profile"/>.</summary>
    public static int MaterialSize(DtlsSrtpProfile profile) => 2 * (KeySize + SaltSize(profile));

    /// <summary>Cuts the exporter's output: client key, server key, client salt, server salt.</summary>
    public static DtlsSrtpKeys FromMaterial(DtlsSrtpProfile profile, ReadOnlySpan<byte> material) => new(profile, material);

    /// <summary>The key that <paramref name="role"/> writes with and the one it reads with.</summary>
    public void SplitKeys(DtlsRole role, out DtlsSrtpMasterKey local, out DtlsSrtpMasterKey remote) =>
        (local, remote) = role == DtlsRole.Client ? (Client, Server) : (Server, Client);

    internal void Wipe()
    {
        CryptographicOperations.ZeroMemory(Client.Key);
        CryptographicOperations.ZeroMemory(Client.Salt);
        CryptographicOperations.ZeroMemory(Server.Key);
        CryptographicOperations.ZeroMemory(Server.Salt);
    }

    private static int SaltSize(DtlsSrtpProfile profile) => profile switch
    {
        DtlsSrtpProfile.AeadAes128Gcm => 12,
        DtlsSrtpProfile.Aes128CmHmacSha1Tag80 => 14,
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
