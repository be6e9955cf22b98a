namespace Vidrn.Sfu.Ice;

/// <summary>Both sides' credentials between two ICE restarts.</summary>
/// <param name="Number">Counts up from 0.</param>
/// <param name="Local">What our answer says.</param>
/// <param name="Remote">What the client's offer says.</param>
internal sealed record IceGeneration(int Number, IceCredentials Local, IceRemoteParameters Remote);

/// <summary>
/// The generations that are accepted: the one in use and those of restarts that have not selected a pair. The client may hold any
/// of them, since an offer or an answer may be lost or late.
/// </summary>
internal sealed class IceGenerations
{
    /// <summary>One in use and two restarts; a third restart forgets the first of them.</summary>
    public const int Limit = 3;

    private readonly List<IceGeneration> generations = new(Limit);
    private int nextNumber;

    /// <summary>The newest.</summary>
    public IceGeneration Newest => generations[^1];

    /// <summary>Our ufrags that are accepted, oldest first.</summary>
    public IReadOnlyList<string> LocalUfrags { get; private set; } = [];

    public void Add(IceCredentials local, IceRemoteParameters remote)
    {
        if (generations.Count == Limit)
        {
            // The first may be in use, and is what a client falls back to that never saw an answer.
            generations.RemoveAt(1);
        }

        generations.Add(new IceGeneration(nextNumber++, local, remote));
        ListUfrags();
    }

    /// <summary>The generation with just these two ufrags; a mix of two is none.</summary>
    public IceGeneration? Find(ReadOnlySpan<byte> localUfrag, ReadOnlySpan<byte> remoteUfrag)
    {
        for (var i = generations.Count - 1; i >= 0; i--)
        {
            if (localUfrag.SequenceEqual(generations[i].Local.UfragBytes) && remoteUfrag.SequenceEqual(generations[i].Remote.UfragBytes))
            {
                return generations[i];
            }
        }

        return null;
    }

    /// <summary>Forgets all that are older than a number; true if there were any.</summary>
    public bool ForgetBefore(int number)
    {
        if (generations[0].Number >= number)
        {
            return false;
        }

        while (generations[0].Number < number)
        {
            generations.RemoveAt(0);
        }

        ListUfrags();
        return true;
    }

    private void ListUfrags() => LocalUfrags = generations.ConvertAll(generation => generation.Local.Ufrag);
}
