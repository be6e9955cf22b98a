using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Worker;

/// <summary>
/// Paths that the kernel brings to this worker though their peer lives on another. Only that worker adds one, after an
/// authenticated check, so that a forged check cannot turn somebody's media away.
/// </summary>
internal sealed class ForeignPaths(int limit)
{
    private readonly Dictionary<NetworkPath, int> workers = [];

    /// <summary>The worker; -1 when unknown.</summary>
    public int Find(in NetworkPath path) => workers.TryGetValue(path, out var worker) ? worker : -1;

    public void Learn(in NetworkPath path, int worker)
    {
        if (workers.Count < limit || workers.ContainsKey(path))
        {
            workers[path] = worker;
        }
    }

    public void Forget(in NetworkPath path) => workers.Remove(path);
}
