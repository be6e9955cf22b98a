using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Ice;

/// <summary>Writes the answers to checks.</summary>
internal static class IceCheckResponse
{
    /// <summary>Bytes that are enough for any of them.</summary>
    public const int MaxLength = 128;

    /// <summary>At most as many unknown attributes are named.</summary>
    private const int MaxUnknownAttributes = 8;

    /// <summary>Success: where we see the client (RFC 8445 section 7.3.1.4).</summary>
    public static int WriteSuccess(Span<byte> destination, in StunMessageView request, in NetworkPath path, ReadOnlySpan<byte> key)
    {
        var writer = new StunWriter(destination, StunClass.SuccessResponse, request.TransactionId);
        writer.WriteXorMappedAddress(path.Remote, path.RemotePort);
        writer.WriteMessageIntegrity(key);
        writer.WriteFingerprint();
        return writer.Length;
    }

    /// <summary>An error; with an empty <paramref name="key"/> nobody was authenticated, and there is no integrity to add.</summary>
    public static int WriteError(Span<byte> destination, in StunMessageView request, StunErrorCode code, ReadOnlySpan<byte> key)
    {
        var writer = new StunWriter(destination, StunClass.ErrorResponse, request.TransactionId);
        writer.WriteErrorCode(code);
        if (code == StunErrorCode.UnknownAttribute)
        {
            Span<StunAttributeType> unknown = stackalloc StunAttributeType[MaxUnknownAttributes];
            writer.WriteUnknownAttributes(unknown[..request.CopyUnknownRequired(unknown)]);
        }

        if (!key.IsEmpty)
        {
            writer.WriteMessageIntegrity(key);
        }

        writer.WriteFingerprint();
        return writer.Length;
    }
}
