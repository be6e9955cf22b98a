namespace Vidrn.SignalingApi.Calls;

/// <summary>What came of an event.</summary>
/// <param name="Verdict">How whoever caused it is answered.</param>
/// <param name="Call">The call after it; null when there is none.</param>
/// <param name="Effects">What must be done, once the change is in the book. Empty when nothing changed.</param>
internal sealed record CallStep(CallVerdict Verdict, Call? Call, IReadOnlyList<CallEffect> Effects);

internal enum CallVerdict
{
    Done,

    /// <summary>Nothing to do: it is so already (a retry, a late or an idle event).</summary>
    Same,

    /// <summary>There is no such call for this person any more, or another page has it.</summary>
    Gone,

    /// <summary>Has a part in another call, or the call takes no more people.</summary>
    Busy,

    /// <summary>Not something to do in this state.</summary>
    Wrong,
}
