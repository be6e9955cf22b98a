using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Bench.Load.Signaling.Whip;

/// <summary>Where a server takes streams and gives them, and who may.</summary>
/// <param name="Whip">The address to publish at; <c>{room}</c> and <c>{publisher}</c> stand for what is published where.</param>
/// <param name="Whep">The address to watch at, with the same.</param>
/// <param name="Bearer">A token for every request, with the same; null for none, or where <paramref name="Signer"/> makes one.</param>
/// <param name="Signer">Makes Vidrn's room tokens.</param>
internal sealed record WhipAddresses(string Whip, string Whep, string? Bearer, RoomTokenSigner? Signer)
{
    /// <summary>Those of a Vidrn server (docs/protocol.md section 1.9).</summary>
    public static WhipAddresses Of(Uri vidrn, RoomTokenSigner signer) =>
        new($"{vidrn.GetLeftPart(UriPartial.Authority)}/whip/{{room}}", $"{vidrn.GetLeftPart(UriPartial.Authority)}/whep/{{room}}?participant={{publisher}}", null, signer);

    public Uri Publish(LoadRoom room, string publisher) => new(Fill(Whip, room, publisher));

    public Uri Watch(LoadRoom room, string publisher) => new(Fill(Whep, room, publisher));

    /// <summary>The token of one client; null for none.</summary>
    public string? Token(LoadRoom room, ClientShape shape, int number, string publisher) =>
        Signer is null ? Bearer is null ? null : Fill(Bearer, room, publisher) : VidrnTokens.Sign(Signer, room, shape, number);

    private static string Fill(string template, LoadRoom room, string publisher) =>
        template.Replace("{room}", room.Name, StringComparison.Ordinal).Replace("{publisher}", publisher, StringComparison.Ordinal);
}
