namespace Vidrn.Sfu.Sdp;

/// <summary>A simulcast layer the client will send.</summary>
/// <remarks>
/// <c>PayloadTypes</c>: Those it is held to; empty for all of the section.
/// </remarks>
internal sealed record NegotiatedRid(string Id, IReadOnlyList<int> PayloadTypes);
