namespace Vidrn.Sfu.Rooms;

/// <summary>A room: who is in it and who speaks.</summary>
internal sealed class Room(string id, long createdAt)
{
    private readonly Dictionary<string, Participant> members = new(StringComparer.Ordinal);

    public string Id => id;

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt => createdAt;

    /// <summary>Nobody new enters.</summary>
    public bool Locked { get; set; }

    /// <summary>Stays when empty: it was created on purpose, and ends when it is ended.</summary>
    public bool Kept { get; set; }

    public SpeakerRanking Speakers { get; } = new();

    public IReadOnlyCollection<Participant> Members => members.Values;

    public Participant? Find(string participantId) => members.GetValueOrDefault(participantId);

    public void Add(Participant participant) => members.Add(participant.Id, participant);

    public void Remove(Participant participant)
    {
        members.Remove(participant.Id);
        Speakers.Remove(participant);
    }
}
