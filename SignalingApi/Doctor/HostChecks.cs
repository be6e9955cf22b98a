using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Doctor;

/// <summary>The machine: data folder, OpenSSL, clock, memory, file descriptors.</summary>
internal static class HostChecks
{
    private const long EnoughMemory = 512L << 20;
    private const long EnoughDescriptors = 8_192;
    private const int ClockUnsynchronised = 5; // TIME_ERROR of adjtimex(2)

    public static IEnumerable<Finding> All(HostSettings settings) =>
        [DataFolder(settings.DataFolder), KeyFile(settings.DataFolder), OpenSsl(), Clock(), Memory(), Descriptors()];

    private static Finding DataFolder(string folder)
    {
        const string check = "data folder";
        var full = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(full);
            var probe = Path.Combine(full, $".doctor-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Finding.Ok(check, $"{full} can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(check, e.Message, $"give this user the folder (chown {Environment.UserName} {full}), or choose another with --data or Vidrn:Data");
        }
    }

    private static Finding KeyFile(string folder)
    {
        const string check = "signing key";
        var path = SigningKeyFile.PathIn(folder);
        if (!File.Exists(path))
        {
            return Finding.Ok(check, "made at the first start");
        }

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0
            ? Finding.Warn(check, $"{path} is open to other users", $"chmod 600 {path}; whoever reads it can enter every room")
            : Finding.Ok(check, $"{path} is its owner's alone");
    }

    private static Finding OpenSsl()
    {
        const string check = "OpenSSL";
        string[] names = OperatingSystem.IsWindows() ? ["libssl-3-x64.dll", "libcrypto-3-x64.dll"]
            : OperatingSystem.IsMacOS() ? ["libssl.3.dylib", "libcrypto.3.dylib"]
            : ["libssl.so.3", "libcrypto.so.3"];
        var search = DllImportSearchPath.SafeDirectories;
        if (!NativeLibrary.TryLoad(names[0], Assembly.GetExecutingAssembly(), search, out _)
            || !NativeLibrary.TryLoad(names[1], Assembly.GetExecutingAssembly(), search, out var crypto)
            || !NativeLibrary.TryGetExport(crypto, "OpenSSL_version", out var function))
        {
            return Finding.Fail(check, $"{names[0]} cannot be loaded", "install OpenSSL 3 (Debian and Ubuntu: apt install libssl3; Alpine: apk add openssl); DTLS needs it");
        }

        unsafe
        {
            var version = ((delegate* unmanaged<int, nint>)function)(0);
            return Finding.Ok(check, Marshal.PtrToStringUTF8(version) ?? "loaded");
        }
    }

    private static Finding Clock()
    {
        const string check = "clock";
        var now = TimeProvider.System.GetUtcNow();
        var built = File.GetLastWriteTimeUtc(typeof(HostChecks).Assembly.Location);
        if (now < built - TimeSpan.FromDays(1))
        {
            return Finding.Fail(check, $"it is {now:u} here, before this server was built", "set the clock; every token and certificate would be refused");
        }

        var text = now.ToString("u", CultureInfo.InvariantCulture);
        if (!OperatingSystem.IsLinux() || SynchronisationState() is not { } state || state < 0)
        {
            return Finding.Warn(check, $"{text}; whether it is synchronised cannot be read here", "make sure NTP runs; tokens allow 30 seconds between the signer's clock and this one");
        }

        return state == ClockUnsynchronised
            ? Finding.Warn(check, $"{text}; the kernel says it is not synchronised", "turn NTP on (timedatectl set-ntp true); tokens allow 30 seconds between the signer's clock and this one")
            : Finding.Ok(check, $"{text}, synchronised");
    }

    /// <summary>adjtimex(2) with nothing to change answers the clock's state.</summary>
    private static unsafe int? SynchronisationState()
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out var libc) || !NativeLibrary.TryGetExport(libc, "adjtimex", out var function))
        {
            return null;
        }

        var timex = stackalloc byte[512]; // struct timex is 208 bytes on 64-bit Linux; modes = 0 reads only
        new Span<byte>(timex, 512).Clear();
        return ((delegate* unmanaged<byte*, int>)function)(timex);
    }

    private static Finding Memory()
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var text = $"{available >> 20} MiB for this process";
        return available >= EnoughMemory
            ? Finding.Ok("memory", text)
            : Finding.Warn("memory", text, $"allow at least {EnoughMemory >> 20} MiB (a container's limit counts)");
    }

    private static Finding Descriptors()
    {
        const string check = "file descriptors";
        const string prefix = "Max open files";
        string? row = null;
        try
        {
            row = File.ReadLines("/proc/self/limits").FirstOrDefault(static line => line.StartsWith(prefix, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            // No /proc here.
        }

        if (row is null || !long.TryParse(row[prefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var limit))
        {
            return Finding.Ok(check, row is null ? "no limit to be read here" : "not limited");
        }

        return limit >= EnoughDescriptors
            ? Finding.Ok(check, $"{limit} at most; each participant's WebSocket takes one")
            : Finding.Warn(check, $"{limit} at most; each participant's WebSocket takes one", "raise it (ulimit -n 65536, LimitNOFILE= in a systemd unit, ulimits: in compose)");
    }
}
