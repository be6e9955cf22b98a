using System.Net;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>One endpoint, as `GET /api/users/{id}`, or one hub method, as `Hub Hello`, and who may call it.</summary>
/// <param name="Call">Method and route pattern as mapped.</param>
/// <param name="Access">By role alone; what else decides (member, owner, blocked) is in <see cref="Cases"/>.</param>
internal sealed record MatrixRow(string Call, Access Access)
{
    /// <summary>The path asked for; without one each parameter of the pattern is 1.</summary>
    public string? Path { get; init; }

    /// <summary>The JSON sent, or the argument of the hub method.</summary>
    public object? Body { get; init; } = new { };

    /// <summary>A hub method that takes no argument.</summary>
    public bool TakesNothing { get; init; }

    /// <summary>A code that who may call gets for these arguments, and that would else count as denied.</summary>
    public string? Answers { get; init; }

    /// <summary>Whoever called it is somebody else afterwards: each role calls as a person of their own.</summary>
    public bool EndsSession { get; init; }

    /// <summary>Others, members, owners, the blocked and the banned.</summary>
    public IReadOnlyList<MatrixCase> Cases { get; init; } = [];
}

/// <summary>A call whose answer depends on more than the role.</summary>
/// <param name="Who">Such as "another user": names the test.</param>
/// <param name="Act">Makes what is needed and calls.</param>
/// <param name="Status">What must be answered.</param>
/// <param name="Code">Of the problem; null when it succeeds.</param>
internal sealed record MatrixCase(string Who, Func<ApiServer, Task<ApiReply>> Act, HttpStatusCode Status, string? Code = null);

/// <summary>The rows of one feature; every class that implements it is found.</summary>
internal interface IMatrixRows
{
    IEnumerable<MatrixRow> Rows { get; }
}
