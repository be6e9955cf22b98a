using System.Reflection;
using System.Reflection.Emit;

namespace Vidrn.Sfu.Tests.Architecture;

/// <summary>What a compiled type refers to: in its signatures and in the code of its methods.</summary>
internal static class CompiledUse
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(System.Reflection.Emit.OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    /// <summary>Types and members, each perhaps more than once.</summary>
    public static IEnumerable<MemberInfo> Of(Type type)
    {
        var signatures = new List<Type?> { type.BaseType };
        signatures.AddRange(type.GetInterfaces());
        signatures.AddRange(type.GetFields(Own).Select(f => f.FieldType));
        var members = new List<MemberInfo>();
        foreach (var method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
        {
            signatures.AddRange(method.GetParameters().Select(p => p.ParameterType));
            signatures.Add((method as MethodInfo)?.ReturnType);
            if (method.GetMethodBody() is { } body)
            {
                signatures.AddRange(body.LocalVariables.Select(l => l.LocalType));
                members.AddRange(InCode(method, body));
            }
        }

        return members.SelectMany(m => Flatten(m as Type ?? m.DeclaringType).Append(m)).Concat(signatures.SelectMany(Flatten));
    }

    /// <summary>List of Peer is List and Peer.</summary>
    private static IEnumerable<MemberInfo> Flatten(Type? type)
    {
        while (type?.HasElementType == true)
        {
            type = type.GetElementType();
        }

        return type is null ? [] : type.IsGenericType ? type.GetGenericArguments().SelectMany(Flatten).Append(type) : [type];
    }

    private static IEnumerable<MemberInfo> InCode(MethodBase method, MethodBody body)
    {
        var code = body.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)((0xFE << 8) | code[at + 1]) : code[at];
            var opCode = OpCodes[value];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments) is { } member)
            {
                yield return member;
            }

            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
