namespace Vidrn.SignalingApi.Wire;

/// <summary>A page of a list, paged by id.</summary>
/// <param name="Items">At most the asked number.</param>
/// <param name="Next">Ask with it for the next page; null at the end.</param>
/// <typeparam name="T">What the list holds.</typeparam>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public const int MaxSize = 100;

    /// <summary>What was asked for, within 1 to <see cref="MaxSize"/>.</summary>
    public static int Size(int? limit, int standard = 50) => Math.Clamp(limit ?? standard, 1, MaxSize);
}
