namespace Vidrn.Sfu.Ice;

/// <summary>
/// How long silence may last. A lite agent sends no checks, so what it has for consent (RFC 7675) is that the client goes on
/// checking: Chromium every 2.5 s, Firefox as the RFC says every 4 to 6 s.
/// </summary>
/// <param name="DisconnectedAfter">Longer than the 6 s a quiet client may take, or it would flap.</param>
/// <param name="FailedAfter">RFC 7675 section 5.1: consent lasts 30 s.</param>
internal readonly record struct IceTimeouts(TimeSpan DisconnectedAfter, TimeSpan FailedAfter)
{
    public static IceTimeouts Default { get; } = new(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(30));
}
