namespace Vidrn.Bench.Load.Signaling;

/// <summary>A room of the load, and who publishes in it. Any thread.</summary>
/// <param name="name">Unlike that of any other run.</param>
/// <param name="number">Likewise, for servers whose rooms have numbers.</param>
internal sealed class LoadRoom(string name, long number)
{
    private readonly Lock gate = new();
    private readonly List<string> publishers = [];

    public string Name => name;

    public long Number => number;

    /// <summary>As the server names them.</summary>
    public IReadOnlyList<string> Publishers
    {
        get
        {
            lock (gate)
            {
                return [.. publishers];
            }
        }
    }

    public void AddPublisher(string publisher)
    {
        lock (gate)
        {
            publishers.Add(publisher);
        }
    }
}
