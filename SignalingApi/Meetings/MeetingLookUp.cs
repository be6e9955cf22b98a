using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Meetings;

/// <summary>Finds meetings by code, and bounds how often somebody may ask for codes that are not there.</summary>
internal sealed class MeetingLookUp(IMeetingStore store, TimeProvider clock, ApiSettings settings)
{
    private readonly RateBuckets misses = new(clock, settings.MeetingMissesPerMinute * 2, settings.MeetingMissesPerMinute / 60.0);

    /// <param name="code">As somebody typed it.</param>
    /// <param name="asker">Whose misses count together: an address, or a subject on the hub.</param>
    public async Task<Outcome<Meeting>> FindAsync(string? code, string asker)
    {
        if (misses.WaitFor(asker) is { } wait)
        {
            return Refusal.Throttled(wait);
        }

        if (MeetingCode.Read(code) is { } read && await store.FindAsync(read) is { } meeting)
        {
            return meeting;
        }

        misses.Take(asker);
        return Refusal.NotFound("meeting");
    }
}
