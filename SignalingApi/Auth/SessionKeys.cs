using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Auth;

/// <summary>The keys of access tokens: others than those of room tokens, which media nodes hold too.</summary>
internal sealed record SessionKeys(SigningKeys Keys)
{
    public static SessionKeys LoadOrCreate(string dataFolder) => new(SigningKeyFile.LoadOrCreate(dataFolder, "session"));
}
