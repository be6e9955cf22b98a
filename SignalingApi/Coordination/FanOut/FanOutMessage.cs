using System.Text.Json.Serialization;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Coordination.FanOut;

/// <summary>Something that every node must know. Its records do not change once they are published.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PeopleTold), "people")]
[JsonDerivedType(typeof(OtherPagesTold), "other-pages")]
[JsonDerivedType(typeof(PageTold), "page")]
[JsonDerivedType(typeof(SubjectRevoked), "revoked")]
[JsonDerivedType(typeof(BansChanged), "bans")]
internal abstract record FanOutMessage;

/// <summary>To every page of some people.</summary>
/// <param name="Subjects">See <see cref="Auth.Actor.Subject"/>.</param>
/// <param name="Event">What.</param>
internal sealed record PeopleTold(IReadOnlyList<string> Subjects, AppEvent Event) : FanOutMessage;

/// <summary>To somebody's pages but one.</summary>
internal sealed record OtherPagesTold(string Subject, string Except, AppEvent Event) : FanOutMessage;

/// <summary>To one page, by its connection.</summary>
internal sealed record PageTold(string Page, AppEvent Event) : FanOutMessage;

/// <summary>See <see cref="Auth.RevokedSubjects"/>.</summary>
/// <param name="Name">An actor or a log-in.</param>
/// <param name="At">Milliseconds since 1970: older tokens are refused.</param>
internal sealed record SubjectRevoked(string Name, long At) : FanOutMessage;

/// <summary>Somebody was banned, or a ban lifted: the list in the store is another.</summary>
internal sealed record BansChanged : FanOutMessage;
