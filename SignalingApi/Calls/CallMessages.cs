using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>Argument of `StartCall`.</summary>
internal sealed record StartCallRequest(Id? UserId, bool? Video);

/// <summary>Argument of `AnswerCall`.</summary>
/// <param name="TakeOver">Takes the call from another page of one's own.</param>
internal sealed record AnswerCallRequest(Id? CallId, bool? TakeOver);

/// <summary>Argument of `DeclineCall`, `CancelCall`, `EndCall`.</summary>
internal sealed record CallRequest(Id? CallId);

/// <summary>Argument of `InviteToCall`.</summary>
internal sealed record InviteToCallRequest(Id? CallId, IReadOnlyList<Id>? UserIds);

/// <summary>Argument of `SendCallText`.</summary>
/// <param name="RoomId">Default: the room of the call that the sender is in.</param>
internal sealed record CallTextRequest(string? RoomId, string? Text);
