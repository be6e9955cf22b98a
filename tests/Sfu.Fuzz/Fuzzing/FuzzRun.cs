using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Vidrn.Sfu.Fuzz.Fuzzing;

/// <summary>Takes one input; it may change it in place.</summary>
internal delegate void FuzzTarget(Span<byte> input);

/// <summary>
/// Feeds a target: first the inputs that once broke it, then the corpus as it is, then mutations of it. An exception fails the
/// test with the input in hexadecimal, for <c>Regressions/</c>. What the target holds on to must not grow.
/// </summary>
internal static class FuzzRun
{
    /// <summary>Inputs of a target in an ordinary run.</summary>
    public const long Inputs = 1_000_000;

    private const int SoakFactor = 100;

    /// <summary>Bytes that the heap may grow by over a run: what the runtime itself does meanwhile, and no more.</summary>
    private const long MaxGrowth = 4 << 20;

    /// <summary>Bytes that a target which does not allocate may allocate over a run, for the same reason.</summary>
    private const long MaxAllocated = 1 << 20;

    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("VIDRN_SOAK") == "1";

    /// <summary>Changes all inputs of a run; 0 by default.</summary>
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("VIDRN_FUZZ_SEED"), out var seed) ? seed : 0;

    /// <summary><paramref name="inputs"/>, and a hundred times as many in a soak.</summary>
    public static long Scale(long inputs) => IsSoak ? inputs * SoakFactor : inputs;

    /// <summary>A seed of its own for every target.</summary>
    public static ulong SeedOf(string target)
    {
        var hash = 0xCBF2_9CE4_8422_2325 ^ Seed;
        foreach (var c in target)
        {
            hash = (hash ^ c) * 0x100_0000_01B3;
        }

        return hash;
    }

    /// <param name="target">Names the regression files and seeds the mutations.</param>
    /// <param name="corpus">Good inputs.</param>
    /// <param name="action">What is tested.</param>
    /// <param name="inputs">Mutations in an ordinary run.</param>
    /// <param name="allocates">Whether the target may allocate for an input, as set-up paths do and packet paths do not.</param>
    public static void Run(string target, Corpus corpus, FuzzTarget action, long inputs = Inputs, bool allocates = false)
    {
        foreach (var entry in Regressions.Of(target).Concat(corpus.Entries))
        {
            RunOne(target, action, [.. entry]);
        }

        var mutator = new Mutator(corpus, SeedOf(target));
        Repeat(target, mutator, action, Math.Min(inputs / 10, 10_000));
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Repeat(target, mutator, action, Scale(inputs));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(allocates || allocated < MaxAllocated, $"{target} allocated {allocated} bytes");
        heap = GC.GetTotalMemory(forceFullCollection: true) - heap;
        Assert.True(heap < MaxGrowth, $"{target} holds {heap} bytes more than before");
    }

    /// <summary>Fails the run; cheaper than an assertion, which a million inputs would feel.</summary>
    public static void Require(
        [DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Does not hold: {what}");
        }
    }

    private static void RunOne(string target, FuzzTarget action, byte[] input)
    {
        var hex = Convert.ToHexString(input);
        try
        {
            action(input);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{target} failed on {hex}", exception);
        }
    }

    private static void Repeat(string target, Mutator mutator, FuzzTarget action, long count)
    {
        // A copy, since a target may change its input.
        var copy = new byte[mutator.MaxLength];
        var (i, length) = (0L, 0);
        try
        {
            for (; i < count; i++)
            {
                var input = mutator.Next();
                input.CopyTo(copy);
                length = input.Length;
                action(input);
            }
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{target} failed on input {i}: {Convert.ToHexString(copy, 0, length)}", exception);
        }
    }
}
