using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vidrn.Sfu.Configuration;

namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>
/// The signing keys of a server that was given none: `keys/room-token.json` for room tokens and a file of its own for each other use, in
/// the data folder, made at the first start and readable by their owner alone.
/// </summary>
public static class SigningKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private const string RoomTokens = "room-token";

    /// <summary>Where the file is, below a data folder.</summary>
    public static string PathIn(string dataFolder, string use = RoomTokens) => Path.Combine(dataFolder, "keys", $"{use}.json");

    /// <summary>Reads the keys, or makes the first one.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, written or understood.</exception>
    public static SigningKeys LoadOrCreate(string dataFolder, string use = RoomTokens)
    {
        var path = PathIn(dataFolder, use);
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("the file holds null");
            return new SigningKeys(content.Keys.Select(static entry => entry is null
                ? throw new JsonException("a key is null")
                : new SigningKey(entry.Kid, Convert.FromBase64String(entry.Secret))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationProblem(path, e.Message, "a data folder that this user can read and write (Vidrn:Data)"));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw new ConfigurationException(new ConfigurationProblem(
                path,
                "a key file that cannot be understood",
                """{ "keys": [ { "kid": "…", "secret": "base64 of 32 bytes or more" } ] }; put the backup back, or delete the file to have a new key made (every token out there then fails)"""));
        }
    }

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        var kid = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var content = new Content([new Entry(kid, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Hs256.MinKeyBytes)))]);
        WriteAtomically(path, JsonSerializer.SerializeToUtf8Bytes(content, Json));
    }

    /// <summary>Whole or not at all; and when two processes start at once, the first one's key is everybody's.</summary>
    private static void WriteAtomically(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker; its key is read next.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private sealed record Content(IReadOnlyList<Entry?> Keys);

    private sealed record Entry(string Kid, string Secret);
}
