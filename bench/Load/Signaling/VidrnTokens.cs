using System.Globalization;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>Room tokens (docs/protocol.md section 1.1) for the load's clients.</summary>
internal static class VidrnTokens
{
    /// <summary>The participant id of a client.</summary>
    public static string Participant(int number) => string.Create(CultureInfo.InvariantCulture, $"load-{Environment.ProcessId}-{number}");

    public static string Sign(RoomTokenSigner signer, LoadRoom room, ClientShape shape, int number) => signer.Sign(new RoomToken
    {
        TokenId = RoomTokenSigner.NewTokenId(),
        ParticipantId = Participant(number),
        Room = room.Name,
        ExpiresAt = DateTimeOffset.UtcNow.AddHours(1),
        Grants = new RoomGrants { Publish = shape is { Microphone: false, Camera: false } ? TrackSources.None : TrackSources.All, Subscribe = true },
    });
}
