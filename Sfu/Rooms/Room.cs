namespace Vidrn.Sfu.Rooms;

/// <summary>A room: who is in it, who speaks, and what was ordered for it.</summary>
internal sealed class Room(string id, long createdAt)
{
    private readonly Dictionary<string, Participant> byId = new(StringComparer.Ordinal);
    private readonly List<Participant> members = [];

    public string Id => id;

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt => createdAt;

    /// <summary>Nobody new enters.</summary>
    public bool Locked { get; set; }

    /// <summary>Stays when empty: it was created on purpose, and ends when it is ended.</summary>
    public bool Kept { get; set; }

    /// <summary>Somebody is about to enter: it stays though it is empty for a moment.</summary>
    public bool IsEntered { get; set; }

    /// <summary>Its slots are to be worked out anew.</summary>
    public bool IsRouteDue { get; set; }

    public SpeakerRanking Speakers { get; } = new();

    /// <summary>What holds for somebody however often it comes back.</summary>
    public RoomOrders Orders { get; } = new();

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<Participant> Members => members;

    public Participant? Find(string participantId) => byId.GetValueOrDefault(participantId);

    public void Add(Participant participant)
    {
        byId.Add(participant.Id, participant);
        members.Add(participant);
    }

    public void Remove(Participant participant)
    {
        byId.Remove(participant.Id);
        members.Remove(participant);
        Speakers.Remove(participant);
    }
}
