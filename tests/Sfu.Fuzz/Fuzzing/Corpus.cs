namespace Vidrn.Sfu.Fuzz.Fuzzing;

/// <summary>What a target's inputs are made from.</summary>
internal sealed class Corpus
{
    /// <param name="entries">Good inputs, one at least.</param>
    /// <param name="fragments">Pieces that mean something to the target, inserted now and then.</param>
    /// <param name="maxLength">Inputs never become longer.</param>
    public Corpus(IEnumerable<byte[]> entries, IEnumerable<byte[]>? fragments = null, int maxLength = 2000)
    {
        Entries = [.. entries];
        Fragments = [.. fragments ?? []];
        MaxLength = maxLength;
        Assert.NotEmpty(Entries);
        Assert.All(Entries, entry => Assert.InRange(entry.Length, 0, maxLength));
    }

    public byte[][] Entries { get; }

    public byte[][] Fragments { get; }

    /// <summary>Bytes.</summary>
    public int MaxLength { get; }
}
