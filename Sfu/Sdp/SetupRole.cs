namespace Vidrn.Sfu.Sdp;

/// <summary>a=setup: who opens the DTLS association (RFC 8842 section 5.2).</summary>
internal enum SetupRole
{
    /// <summary>Sends the ClientHello.</summary>
    Active,

    /// <summary>Waits for it.</summary>
    Passive,

    /// <summary>Offers either; never in an answer.</summary>
    ActPass,

    /// <summary>No association for now (RFC 4145); not used with WebRTC.</summary>
    HoldConn,
}

/// <summary>The words of <see cref="SetupRole"/>.</summary>
internal static class SetupRoles
{
    public static bool TryParse(ReadOnlySpan<char> word, out SetupRole role)
    {
        (var known, role) = word switch
        {
            "active" => (true, SetupRole.Active),
            "passive" => (true, SetupRole.Passive),
            "actpass" => (true, SetupRole.ActPass),
            "holdconn" => (true, SetupRole.HoldConn),
            _ => (false, SetupRole.HoldConn),
        };
        return known;
    }

    public static string ToWord(this SetupRole role) => role switch
    {
        SetupRole.Active => "active",
        SetupRole.Passive => "passive",
        SetupRole.ActPass => "actpass",
        _ => "holdconn",
    };
}
