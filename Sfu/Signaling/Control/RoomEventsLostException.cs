namespace Vidrn.Sfu.Signaling.Control;

/// <summary>A watcher of room events read too slowly; it must watch anew, from a fresh snapshot.</summary>
public sealed class RoomEventsLostException : Exception
{
    /// <summary>With the standard message.</summary>
    public RoomEventsLostException()
        : base("room events were lost: watch anew")
    {
    }

    /// <summary>With a message.</summary>
    public RoomEventsLostException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public RoomEventsLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
