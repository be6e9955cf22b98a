using Vidrn.Sfu.Observability;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>The figures of pushed messages.</summary>
internal sealed class PushMetrics(PushQueue queue, PushSender sender)
{
    public void Write(PrometheusText text)
    {
        text.Counter("vidrn_push_sent_total", "Messages that push services took.", sender.Sent);
        text.Counter("vidrn_push_failed_total", "Messages given up: refused, no answer, or no such subscription.", sender.Failed);
        text.Counter("vidrn_push_dropped_total", "Messages dropped, since too many waited.", queue.Dropped);
    }
}
