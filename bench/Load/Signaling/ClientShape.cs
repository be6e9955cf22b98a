namespace Vidrn.Bench.Load.Signaling;

/// <summary>What a client publishes and how much it receives.</summary>
/// <param name="Microphone">Publishes one.</param>
/// <param name="Camera">Publishes one.</param>
/// <param name="Simulcast">The camera has three layers.</param>
/// <param name="AudioSlots">Voices it hears.</param>
/// <param name="VideoSlots">Cameras it sees.</param>
internal sealed record ClientShape(bool Microphone, bool Camera, bool Simulcast, int AudioSlots, int VideoSlots)
{
    public bool Publishes => Microphone || Camera;

    /// <summary>The connection that publishes, where each stream has its own.</summary>
    public ClientShape OnlyPublishing => this with { AudioSlots = 0, VideoSlots = 0 };

    /// <summary>The connections that watch, where each stream has its own: whose, and what of it.</summary>
    /// <param name="room">Its publishers.</param>
    /// <param name="self">Who is not watched.</param>
    public IEnumerable<(string Publisher, ClientShape Shape)> Watched(LoadRoom room, string? self) => room.Publishers
        .Where(p => p != self)
        .Take(Math.Max(AudioSlots, VideoSlots))
        .Select((p, i) => (p, new ClientShape(false, false, false, i < AudioSlots ? 1 : 0, i < VideoSlots ? 1 : 0)));
}
