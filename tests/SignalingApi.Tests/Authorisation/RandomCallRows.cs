namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of random calls, all on the hub.</summary>
internal sealed class RandomCallRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("Hub JoinQueue", Access.UserOrGuest) { Body = new { name = "Somebody" } },
        new("Hub Next", Access.UserOrGuest) { TakesNothing = true },
        new("Hub Leave", Access.UserOrGuest) { TakesNothing = true },
        new("Hub QueueState", Access.UserOrGuest) { TakesNothing = true },
    ];
}
