namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of `/api/media`, beside the media server's own.</summary>
internal sealed class MediaRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("POST /api/media/token", Access.UserOrGuest),
        new("GET /api/media/ice-servers", Access.UserOrGuest),
    ];
}
