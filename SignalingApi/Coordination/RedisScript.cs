using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>A Lua script, called by its SHA-1 and sent whole only when the server does not have it (new, restarted, flushed).</summary>
internal sealed class RedisScript
{
    private readonly byte[] hash;

    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts by SHA-1; nothing is protected by it.")]
    public RedisScript(string text)
    {
        Text = text;
        hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
    }

    public string Text { get; }

    /// <summary>The 20 bytes EVALSHA names it by.</summary>
    public byte[] Hash => hash;

    /// <summary>Embedded `*.lua` files, one after another as one script.</summary>
    public static RedisScript Embedded(params ReadOnlySpan<string> files)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(file)
                ?? throw new InvalidOperationException($"{file} is not embedded.");
            using var reader = new StreamReader(stream);
            text.Append(reader.ReadToEnd());
        }

        return new RedisScript(text.ToString());
    }
}
