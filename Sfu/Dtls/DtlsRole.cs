namespace Vidrn.Sfu.Dtls;

/// <summary>Who sends the ClientHello: <c>a=setup</c> active is the client, passive the server (RFC 5763 section 5).</summary>
internal enum DtlsRole
{
    Client,
    Server,
}
