namespace Vidrn.Sfu.Sdp;

/// <summary>An accepted RTP header extension.</summary>
/// <remarks>
/// <c>Direction</c>: Of the server. Null: the line named none, both ways are allowed.
/// </remarks>
internal sealed record NegotiatedExtension(int Id, string Uri, MediaDirection? Direction);
