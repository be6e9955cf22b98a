using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>The gate before strangers: age and terms.</summary>
internal sealed class ConsentService(IConsentStore store, TimeProvider clock)
{
    /// <summary>Null when they have not agreed to any terms.</summary>
    public Task<Consent?> FindAsync(Actor actor) => store.FindAsync(actor.Subject);

    public async Task<Outcome<Consent>> AgreeAsync(Actor actor, ConsentRequest request)
    {
        if (request.Adult != true)
        {
            return Refusal.Invalid("adult: must be true");
        }

        if (TextRules.Line(request.Terms, 1, 32) is not { } terms)
        {
            return Refusal.Invalid("terms: the version agreed to, 1 to 32 characters");
        }

        var now = clock.GetUtcNow();
        var consent = new Consent { Terms = terms, At = now.ToUnixTimeMilliseconds() };
        await store.SetAsync(actor.Subject, consent, (now - AccessTokens.GuestLife).ToUnixTimeMilliseconds());
        return consent;
    }
}
