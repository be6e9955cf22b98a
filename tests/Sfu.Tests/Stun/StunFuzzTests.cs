using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Tests.Stun;

public sealed class StunFuzzTests
{
    [Fact]
    public void Mutated_messages_are_read_or_refused()
    {
        var random = new Random(5769);
        byte[][] seeds = [Rfc5769.Request, Rfc5769.ResponseIPv4, Rfc5769.ResponseIPv6, ErrorResponse()];
        var parsed = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = ByteMutation.Mutate(random, seeds[random.Next(seeds.Length)]);
            if (StunMessageView.TryParse(bytes, out var view, out _))
            {
                parsed++;
                Touch(view);
            }
        }

        Assert.InRange(parsed, 1000, 199_000);
    }

    private static void Touch(in StunMessageView view)
    {
        _ = view.Class;
        _ = view.Method;
        _ = view.TransactionId.Length;
        _ = view.Priority;
        _ = view.IceControlled;
        _ = view.IceControlling;
        view.TrySplitUsername(out _, out _);
        view.TryGetErrorCode(out _, out _);
        view.TryGetXorMappedAddress(out _, out _);
        view.TryFind(StunAttributeType.Software, out _);
        Span<StunAttributeType> types = stackalloc StunAttributeType[4];
        var copied = view.CopyUnknownRequired(types);
        Assert.Equal(Math.Min(view.UnknownRequiredCount, types.Length), copied);
        view.VerifyFingerprint();
        view.VerifyIntegrity(Rfc5769.Password);
    }

    private static byte[] ErrorResponse()
    {
        var writer = new StunWriter(new byte[200], StunClass.ErrorResponse, "transaction1"u8);
        writer.WriteErrorCode(StunErrorCode.UnknownAttribute);
        writer.WriteUnknownAttributes([(StunAttributeType)0x7001, (StunAttributeType)0x7002]);
        writer.Write((StunAttributeType)0x7003, [1, 2, 3, 4]);
        return writer.Message.ToArray();
    }
}
