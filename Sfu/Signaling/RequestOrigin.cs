using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Vidrn.Sfu.Signaling;

/// <summary>Where a request comes from: the page's origin and the client's network.</summary>
internal static class RequestOrigin
{
    /// <summary>Whether an `Origin` is the server's own, as the client addressed it.</summary>
    public static bool IsOwn(HttpRequest request, string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, WithoutDefaultPort(request), StringComparison.OrdinalIgnoreCase);

    /// <summary>What limits count by. Whoever has an IPv6 address has 2^64 of them: they count as one.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.MapToIPv4().ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return Convert.ToHexString(bytes[..8]);
    }

    /// <summary>Browsers leave the scheme's own port out of Origin; a client may still send it in Host.</summary>
    private static string WithoutDefaultPort(HttpRequest request)
    {
        var standard = request.IsHttps ? 443 : 80;
        return request.Host.Port is { } port && port != standard
            ? string.Create(CultureInfo.InvariantCulture, $"{request.Host.Host}:{port}")
            : request.Host.Host;
    }
}
