using System.Reflection;
using Vidrn.SignalingApi.Notifications;

namespace Vidrn.SignalingApi.Tests.Notifications;

/// <summary>The store of notices, which fails in a way nobody expects when a message of a certain text is added.</summary>
#pragma warning disable CA1852 // DispatchProxy makes a type that derives from it.
internal class FailingInbox : DispatchProxy
#pragma warning restore CA1852
{
    private INotificationStore inner = null!;
    private string poison = "";

    public static INotificationStore Over(INotificationStore inner, string poison)
    {
        var made = Create<INotificationStore, FailingInbox>();
        ((FailingInbox)(object)made).inner = inner;
        ((FailingInbox)(object)made).poison = poison;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        args is [StoredNotice notice, ..] && notice.Text == poison
            ? throw new InvalidOperationException("broken")
            : targetMethod!.Invoke(inner, args);
}
