using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>What happens to a call.</summary>
/// <param name="User">Whose act it is, or whom it befell.</param>
/// <param name="Now">Milliseconds since 1970.</param>
internal abstract record CallEvent(Id User, long Now);

/// <summary>Calls somebody. On a call in which that person rings the caller, it is the answer: crossing calls become one.</summary>
internal sealed record CallStarted(Id User, long Now, Id Call, Id Callee, bool Video, string Page) : CallEvent(User, Now);

/// <summary>Calls one more into it.</summary>
internal sealed record CallInvited(Id User, long Now, Id Callee) : CallEvent(User, Now);

/// <summary>Answers on a page. <paramref name="Take"/>: takes the call over from the page that has it.</summary>
internal sealed record CallAnswered(Id User, long Now, string Page, bool Take = false) : CallEvent(User, Now);

internal sealed record CallDeclined(Id User, long Now) : CallEvent(User, Now);

/// <summary>Who called gives up.</summary>
internal sealed record CallCancelled(Id User, long Now) : CallEvent(User, Now);

/// <summary>Ends one's part, in whatever state: cancels, declines or hangs up.</summary>
internal sealed record CallHungUp(Id User, long Now) : CallEvent(User, Now);

/// <summary>A page's hub connection closed or broke.</summary>
internal sealed record CallPageGone(Id User, long Now, string Page) : CallEvent(User, Now);

/// <summary>A page asks how things stand: it has the call from now on when the page that had it is gone.</summary>
internal sealed record CallPageBack(Id User, long Now, string Page) : CallEvent(User, Now);

internal sealed record CallMediaUp(Id User, long Now) : CallEvent(User, Now);

internal sealed record CallMediaDown(Id User, long Now) : CallEvent(User, Now);

/// <summary>Put out: banned, blocked, or removed from the room by a moderator.</summary>
internal sealed record CallRemoved(Id User, long Now, CallReason Reason) : CallEvent(User, Now);

/// <summary>The whole call is stopped from outside.</summary>
internal sealed record CallStopped(Id User, long Now) : CallEvent(User, Now);

/// <summary>Time has passed.</summary>
internal sealed record CallTick(long Now) : CallEvent(default, Now);
