using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>A session that is steered by plain HTTP: it lives as long as its media connection.</summary>
internal sealed class WhipSession(WhipPurpose purpose, string room, string holder, MediaSession media, string bearer)
{
    private readonly byte[] bearerHash = SHA256.HashData(Encoding.UTF8.GetBytes(bearer));

    public WhipPurpose Purpose { get; } = purpose;

    /// <summary>The room its URL names.</summary>
    public string Room { get; } = room;

    /// <summary>The `sub` of the token that opened it.</summary>
    public string Holder { get; } = holder;

    public MediaSession Media { get; } = media;

    /// <summary>Whether this very token opened it: then it may end it, expired or not.</summary>
    public bool WasOpenedBy(string text) => CryptographicOperations.FixedTimeEquals(bearerHash, SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
