namespace Vidrn.Sfu.Rooms;

/// <summary>
/// Who speaks: levels smoothed over half a second, an order in which the one who spoke last comes first, and the dominant speaker,
/// who keeps the floor through short pauses and is not taken over by a cough.
/// </summary>
internal sealed class SpeakerRanking
{
    /// <summary>-dBov below which somebody counts as speaking.</summary>
    private const double SpeakingLevel = 50;

    private const double Hysteresis = 10;
    private const double TakeOverMargin = 6;
    private const long FloorHoldMs = 1200;
    private const long TakeOverMs = 400;
    private const long ForgetMs = 1000;

    private readonly Dictionary<Participant, Voice> voices = [];
    private readonly List<Participant> recent = [];
    private bool hasLost;

    private sealed class Voice
    {
        public double Loudness;
        public long LastHeard;
        public long SpeakingSince = -1;
    }

    /// <summary>Everyone who has spoken, the last to begin first.</summary>
    public IReadOnlyList<Participant> Recent => recent;

    /// <summary>Whether anybody was heard lately, so that there is something to work out.</summary>
    public bool IsActive => voices.Count > 0 || hasLost;

    /// <summary>Rises whenever <see cref="Recent"/> or <see cref="Dominant"/> changed.</summary>
    public int Version { get; private set; }

    public Participant? Dominant { get; private set; }

    /// <summary>Who speaks now, loudest first, with the level 0 to 1.</summary>
    public IReadOnlyList<(Participant Participant, double Level)> Speaking { get; private set; } = [];

    /// <summary>Takes a level.</summary>
    /// <param name="nowMs">Milliseconds on any clock that only goes forward.</param>
    /// <param name="participant">Who.</param>
    /// <param name="level">0 loud to 127 silent.</param>
    public void OnLevel(long nowMs, Participant participant, byte level)
    {
        if (!voices.TryGetValue(participant, out var voice))
        {
            voices[participant] = voice = new Voice();
        }

        voice.LastHeard = nowMs;
        voice.Loudness += (127 - level - voice.Loudness) * 0.4;
    }

    /// <summary>Works the order out anew; true when the speakers or the dominant one changed.</summary>
    public bool Update(long nowMs)
    {
        foreach (var (participant, voice) in voices)
        {
            if (nowMs - voice.LastHeard > 150)
            {
                voice.Loudness *= 0.6;
            }

            // Below the level at which it began: a voice around it must not begin again and again.
            var speaking = voice.Loudness > 127 - SpeakingLevel - (voice.SpeakingSince < 0 ? 0 : Hysteresis);
            if (speaking && voice.SpeakingSince < 0)
            {
                voice.SpeakingSince = nowMs;
                recent.Remove(participant);
                recent.Insert(0, participant);
                Version++;
            }
            else if (!speaking)
            {
                voice.SpeakingSince = -1;
            }
        }

        var before = Speaking;
        Speaking = [.. voices.Where(v => v.Value.SpeakingSince >= 0).OrderByDescending(v => v.Value.Loudness)
            .Select(v => (v.Key, Math.Round(v.Value.Loudness / 127, 1)))];
        var dominantChanged = ChooseDominant(nowMs);
        foreach (var silent in voices.Where(v => nowMs - v.Value.LastHeard > ForgetMs && v.Value.Loudness < 1).Select(v => v.Key).ToArray())
        {
            voices.Remove(silent);
        }

        var changed = dominantChanged || hasLost || !before.SequenceEqual(Speaking);
        hasLost = false;
        return changed;
    }

    public void Remove(Participant participant)
    {
        // Those who are left have yet to be told.
        hasLost |= Dominant == participant || Speaking.Any(s => s.Participant == participant);
        voices.Remove(participant);
        recent.Remove(participant);
        Speaking = [.. Speaking.Where(s => s.Participant != participant)];
        Dominant = Dominant == participant ? null : Dominant;
        Version++;
    }

    private bool ChooseDominant(long nowMs)
    {
        if (Speaking.Count == 0)
        {
            return false;
        }

        var loudest = Speaking[0].Participant;
        if (loudest == Dominant)
        {
            return false;
        }

        if (Dominant is { } holder && voices.TryGetValue(holder, out var voice))
        {
            var challenger = voices[loudest];
            var holds = voice.SpeakingSince >= 0
                ? challenger.Loudness < voice.Loudness + TakeOverMargin || nowMs - challenger.SpeakingSince < TakeOverMs
                : nowMs - voice.LastHeard < FloorHoldMs && nowMs - challenger.SpeakingSince < TakeOverMs;
            if (holds)
            {
                return false;
            }
        }

        Dominant = loudest;
        Version++;
        return true;
    }
}
