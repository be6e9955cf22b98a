namespace Vidrn.SignalingApi.Auth;

/// <summary>Who agreed to what.</summary>
internal interface IConsentStore
{
    /// <summary>Puts it in the place of an earlier one, and forgets those of guests from before a time.</summary>
    Task SetAsync(string subject, Consent consent, long forgetGuestsBefore);

    Task<Consent?> FindAsync(string subject);

    Task DeleteAsync(string subject);
}
