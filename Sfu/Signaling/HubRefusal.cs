using System.Collections.Concurrent;
using System.Reflection;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.Sfu.Signaling;

/// <summary>An error in the shape that a hub method answers, for what stands before the methods.</summary>
internal static class HubRefusal
{
    private static readonly ConcurrentDictionary<MethodInfo, Type> Results = new();

    public static object Of(MethodInfo method, HubError error) =>
        Activator.CreateInstance(Results.GetOrAdd(method, ResultOf), false, null, error)!;

    private static Type ResultOf(MethodInfo method)
    {
        var type = method.ReturnType;
        return type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0] : type;
    }
}
