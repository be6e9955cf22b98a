using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Worker;

/// <summary>Something for a worker's own thread to do.</summary>
internal delegate void WorkerCommand(WorkerCore worker, Instant now);
