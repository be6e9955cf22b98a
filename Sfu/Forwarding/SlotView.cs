namespace Vidrn.Sfu.Forwarding;

/// <summary>What a slot's tile asks for.</summary>
/// <param name="Rank">Importance: 0 first.</param>
/// <param name="Width">Device pixels; 0 for nothing (a hidden page).</param>
/// <param name="Height">Device pixels.</param>
internal readonly record struct SlotView(int Rank, int Width, int Height);
