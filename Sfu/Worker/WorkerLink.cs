using Vidrn.Sfu.Buffers;

namespace Vidrn.Sfu.Worker;

/// <summary>From one worker to one other: a ring for packets, its command queue for the rest.</summary>
/// <param name="Ring">Packets.</param>
/// <param name="Post">Runs something on the other worker; false when its queue is full.</param>
/// <param name="Wake">Tells it that the ring has packets.</param>
internal sealed record WorkerLink(HandOverRing Ring, Func<WorkerCommand, bool> Post, Action Wake);
