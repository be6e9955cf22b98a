using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;

namespace Vidrn.Sfu.Fuzz.Stun;

public sealed class StunMessageViewFuzz
{
    private static readonly IceCredentials Local = new("AA0123456789", "passwordOfTheServer00000");

    [Fact]
    public void Any_bytes_are_read_within_their_bounds()
    {
        var parsed = 0L;
        FuzzRun.Run("StunMessageView", StunSamples.Corpus(Local, new IceRemoteParameters("cli0", "thePasswordOfTheClient0")), input =>
        {
            if (StunMessageView.TryParse(input, out var view, out var reason))
            {
                FuzzRun.Require(reason == Vidrn.Sfu.Counters.DropReason.None);
                Read(view);
                parsed++;
            }
        });
        Assert.True(parsed > FuzzRun.Scale(FuzzRun.Inputs) / 10);
    }

    [Fact]
    public void Sealed_bytes_verify_or_are_refused()
    {
        var memory = new byte[2000 + StunSamples.SealLength];
        var parsed = 0L;
        FuzzRun.Run("StunMessageView.Sealed", StunSamples.Bare(Local, new IceRemoteParameters("cli0", "thePasswordOfTheClient0")), input =>
        {
            var message = memory.AsSpan(0, StunSamples.Seal(input, memory, Local.PwdBytes));
            if (StunMessageView.TryParse(message, out var view, out _))
            {
                Read(view);
                parsed++;
            }
        });
        Assert.True(parsed > FuzzRun.Scale(FuzzRun.Inputs) / 10);
    }

    private static void Read(in StunMessageView view)
    {
        Span<StunAttributeType> types = stackalloc StunAttributeType[8];
        _ = view.Class;
        _ = view.Method;
        FuzzRun.Require(view.TransactionId.Length == 12);
        _ = view.Priority;
        _ = view.UseCandidate;
        _ = view.IceControlled;
        _ = view.IceControlling;
        if (view.TrySplitUsername(out var local, out var remote))
        {
            FuzzRun.Require(local.Length + 1 + remote.Length == view.Username.Length);
        }

        view.TryGetXorMappedAddress(out _, out _);
        view.TryGetErrorCode(out _, out _);
        view.TryFind(StunAttributeType.Software, out _);
        FuzzRun.Require(view.CopyUnknownRequired(types) <= view.UnknownRequiredCount);
        view.VerifyFingerprint();
        view.VerifyIntegrity(Local.PwdBytes);
    }
}
