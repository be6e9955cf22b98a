using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Of `POST /api/reports`.</summary>
/// <param name="UserId">An account's id, or a guest's participant id.</param>
/// <param name="Name">As a guest is called; accounts are looked up.</param>
internal sealed record ReportRequest(string? UserId, string? Name, string? Reason, string? Text, string? Context, string? RoomId, Id? MessageId);

/// <summary>Answers what was made.</summary>
internal sealed record MadeView(Id Id);

/// <summary>Of `POST /api/moderation/reports/{id}/decide`.</summary>
/// <param name="Note">Told to who is warned or banned.</param>
/// <param name="Hours">Of a ban; null for good.</param>
/// <param name="Address">Bans the network too from which they were here.</param>
internal sealed record DecideRequest(string? Decision, string? Note, int? Hours, bool? Address);

/// <summary>Of `POST /api/moderation/bans`.</summary>
internal sealed record BanRequest(string? UserId, int? Hours, string? Reason, bool? Address);

/// <summary>Of `POST /api/appeals`.</summary>
internal sealed record AppealRequest(string? Text);

/// <summary>Of `POST /api/moderation/appeals/{id}/decide`.</summary>
internal sealed record DecideAppealRequest(bool? Lift, string? Note);
