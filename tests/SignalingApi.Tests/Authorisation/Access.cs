namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Who may call.</summary>
internal enum Access
{
    /// <summary>Also who has not logged in.</summary>
    Anyone,

    /// <summary>Accounts and guests.</summary>
    UserOrGuest,

    /// <summary>Accounts.</summary>
    User,

    /// <summary>Accounts that judge reports.</summary>
    Moderator,
}
