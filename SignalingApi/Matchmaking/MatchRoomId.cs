using System.Buffers.Text;
using System.Security.Cryptography;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>Ids of rooms of random calls, which nobody can guess.</summary>
internal static class MatchRoomId
{
    /// <summary>What they begin with.</summary>
    public const string Prefix = "random-";

    public static string New()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return Prefix + Base64Url.EncodeToString(random);
    }
}
