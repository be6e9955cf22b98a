using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Peers;

/// <summary>The receive slots of one peer, and the budget they share.</summary>
internal sealed class PeerSlots
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ProbeReportInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ProbeTick = TimeSpan.FromMilliseconds(20);

    /// <summary>A quarter of the budget may be sent again.</summary>
    private const int RetransmissionShare = 4;

    /// <summary>Shorter ones have too few packets to tell a tenth from a twentieth.</summary>
    private static readonly TimeSpan LossInterval = TimeSpan.FromMilliseconds(900);

    /// <summary>What a home router's queue takes to run empty, about.</summary>
    private static readonly TimeSpan QueueDrain = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan KeyframePatience = TimeSpan.FromSeconds(2);

    private readonly PeerContext context;
    private readonly SecureOutlet outlet;
    private readonly long peerId;
    private readonly List<Slot> slots = [];
    private readonly Dictionary<uint, Slot> bySsrc = [];
    private readonly Dictionary<string, SlotPause> told = [];
    private readonly Dictionary<string, Instant> darkSince = [];
    private readonly BitrateAllocator allocator = new();
    private Instant tickDue = Instant.Never;
    private Instant probeDue = Instant.Never;
    private Instant lossDue;
    private bool lossReported;
    private bool lossIsKnown;

    public PeerSlots(PeerContext context, SecureOutlet outlet, long peerId)
    {
        this.context = context;
        this.outlet = outlet;
        this.peerId = peerId;
        Budget = new ReceiverBudget(context.Settings.StartBitsPerSecond, context.Settings.MaxBitsPerSecond);
        ApplyBudget();
    }

    /// <summary>To be read only; as a list, so that <c>foreach</c> allocates nothing.</summary>
    public List<Slot> All => slots;

    public ReceiverBudget Budget { get; }

    /// <summary>The longest round trip any slot measured; zero for none.</summary>
    public TimeSpan RoundTrip { get; private set; }

    /// <summary>Loss that the receiver reported last, 0 to 1.</summary>
    public double Loss { get; private set; }

    public Instant NextTimeout
    {
        get
        {
            var next = Instant.Min(tickDue, probeDue);
            foreach (var slot in slots)
            {
                next = Instant.Min(next, slot.SenderReportDue);
            }

            return next;
        }
    }

    public Slot? Find(uint ssrc) => bySsrc.GetValueOrDefault(ssrc);

    public Slot? Find(string mid) => slots.Find(s => s.Parameters.Mid == mid);

    /// <summary>Adds the slots that are new; those that stand never change.</summary>
    public void Configure(IReadOnlyList<SlotParameters> parameters)
    {
        foreach (var slot in parameters)
        {
            if (Find(slot.Mid) is null)
            {
                var added = new Slot(context.Forwarding, outlet, slot);
                slots.Add(added);
                bySsrc[slot.Ssrc] = added;
            }
        }
    }

    /// <summary>Shows a source in a slot, or nothing.</summary>
    public void Assign(Instant now, string mid, Publication? publication, SlotView view)
    {
        if (Find(mid) is not { } slot || (publication is not null && publication.IsVideo != slot.IsVideo))
        {
            return;
        }

        slot.SetSource(now, publication);
        if (slot.IsVideo)
        {
            allocator.SetView(slot, publication is null ? null : view);
            darkSince.Remove(mid);
            if (tickDue == Instant.Never)
            {
                tickDue = now + Tick;
            }
        }
    }

    /// <summary>Shares the budget anew; after any change of what is shown.</summary>
    public void Allocate(Instant now)
    {
        ApplyBudget();

        // The receiver's estimate is of video alone, measured beside the audio that flows: audio comes first by itself.
        allocator.Allocate(now, Budget.BitsPerSecond);
        foreach (var slot in slots)
        {
            if (slot.IsSwitching && slot.Wanted!.IsFlowing(now, slot.Wanted.Layer(slot.TargetLayer)))
            {
                Budget.Rest(now);
            }
        }

        Budget.WantMore(now, allocator.NextStep);
        if (Budget.IsProbing && probeDue == Instant.Never)
        {
            probeDue = now;
        }
    }

    public void HandleTimeout(Instant now)
    {
        if (now >= tickDue)
        {
            tickDue = now + Tick;
            Allocate(now);
            foreach (var slot in slots)
            {
                slot.RepeatKeyframeRequest(now);
                TellPause(now, slot);
            }
        }

        if (now >= probeDue)
        {
            SendProbe(now);
        }
    }

    public long Sending(Instant now)
    {
        var sum = 0L;
        foreach (var slot in slots)
        {
            sum += slot.IsVideo ? slot.BitsPerSecond(now) : 0;
        }

        return sum;
    }

    public void OnReportBlock(Instant now, in ReportBlock block)
    {
        if (Find(block.Ssrc) is not { } slot)
        {
            return;
        }

        slot.Stream.OnReport(context.Forwarding.WallClock.ToNtp(now).Middle32, block, out var age);
        if (age > TimeSpan.Zero)
        {
            RoundTrip = slot.Stream.RoundTrip;
            var before = Budget.BitsPerSecond;
            Budget.OnRoundTrip(now, RoundTrip, now - age, Sending(now));
            if (Budget.BitsPerSecond < before)
            {
                Relieve(now);
            }
        }

        lossReported = true;
    }

    /// <summary>After all report blocks of a compound packet.</summary>
    public void OnReportsEnd(Instant now)
    {
        if (!lossReported || now < lossDue)
        {
            return;
        }

        var (expected, lost) = (0, 0);
        foreach (var slot in slots)
        {
            slot.Stream.TakeLoss(out var ofExpected, out var ofLost);
            expected += ofExpected;
            lost += ofLost;
        }

        lossReported = false;
        lossDue = now + LossInterval;
        if (lossIsKnown)
        {
            // This is of an overflow that was answered to.
            lossIsKnown = false;
        }
        else
        {
            Loss = expected > 0 ? (double)lost / expected : 0;
            Budget.OnLoss(now, Loss, Sending(now));
        }
    }

    public void OnRemb(Instant now, long bitsPerSecond)
    {
        var before = Budget.BitsPerSecond;
        Budget.OnRemb(now, bitsPerSecond, Sending(now));
        if (Budget.BitsPerSecond < before)
        {
            Relieve(now);
        }
    }

    /// <summary>After the packets of a NACK were noted, and before they are sent again.</summary>
    public void OnNack(Instant now)
    {
        if (outlet.Losses.TryFind(now, Budget.LeastRoundTrip, out var carried))
        {
            Budget.OnOverflow(now, carried);
            outlet.Retransmissions.Hold(now + QueueDrain);
            lossIsKnown = true;
            lossDue = now + LossInterval;
            Relieve(now, stop: true);
        }
    }

    public void Close()
    {
        foreach (var slot in slots)
        {
            slot.Close();
        }
    }

    /// <summary>Shares a budget that fell. What it is far below of does not wait for the smaller layers' keyframes.</summary>
    private void Relieve(Instant now, bool stop = false)
    {
        var isFarBelow = stop || Budget.BitsPerSecond < Sending(now) * BitrateAllocator.BaseTemporalShare;
        Allocate(now);
        if (isFarBelow)
        {
            foreach (var slot in slots)
            {
                slot.StopLarger(now);
            }
        }
    }

    private void ApplyBudget()
    {
        outlet.Retransmissions.BitsPerSecond = Budget.BitsPerSecond / RetransmissionShare;
        outlet.Pacing?.SetBudget(Budget.BitsPerSecond);
    }

    private void SendProbe(Instant now)
    {
        var bytes = Budget.ProbeBytes(now, ProbeTick, Sending(now));
        probeDue = Budget.IsProbing ? now + ProbeTick : Instant.Never;
        if (bytes <= 0)
        {
            return;
        }

        foreach (var slot in slots)
        {
            if (slot.IsVideo && slot.HasSent && slot.SendProbe(now, bytes) > 0)
            {
                // The answer to a report sent now tells whether the probe makes a queue.
                slot.SenderReportDue = Instant.Min(slot.SenderReportDue, now + ProbeReportInterval);
                return;
            }
        }
    }

    private void TellPause(Instant now, Slot slot)
    {
        if (!slot.IsVideo)
        {
            return;
        }

        var mid = slot.Parameters.Mid;
        var pause = SlotPause.None;
        if (slot.Wanted is { } wanted)
        {
            var live = false;
            foreach (var layer in wanted.Layers)
            {
                live |= layer.IsLive(now);
            }

            pause = slot.IdealLayer < 0 ? SlotPause.View
                : slot.TargetLayer < 0 ? SlotPause.Bandwidth
                : slot.Current != wanted || !live ? SlotPause.NoKeyframe : SlotPause.None;
        }

        if (pause == SlotPause.NoKeyframe)
        {
            // Every switch waits a moment; only one that lasts is worth telling.
            if (!darkSince.TryGetValue(mid, out var since))
            {
                darkSince[mid] = now;
                return;
            }

            if (now - since < KeyframePatience)
            {
                return;
            }
        }
        else
        {
            darkSince.Remove(mid);
        }

        if (told.GetValueOrDefault(mid) != pause)
        {
            told[mid] = pause;
            context.Emit(new SlotStateChanged(peerId, mid, pause));
        }
    }
}
