namespace Vidrn.SignalingApi.Doctor;

/// <summary>How a check came out.</summary>
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, but not as well as it could, or cannot be known from here.</summary>
    Warn,

    /// <summary>The server cannot run so, or nobody can call.</summary>
    Fail,
}

/// <summary>What one check found.</summary>
/// <param name="Level">How it came out.</param>
/// <param name="Check">What was looked at.</param>
/// <param name="What">What is there.</param>
/// <param name="Mend">What to do about it; null when all is well.</param>
internal sealed record Finding(FindingLevel Level, string Check, string What, string? Mend = null)
{
    public static Finding Ok(string check, string what) => new(FindingLevel.Ok, check, what);

    public static Finding Warn(string check, string what, string mend) => new(FindingLevel.Warn, check, what, mend);

    public static Finding Fail(string check, string what, string mend) => new(FindingLevel.Fail, check, what, mend);
}
