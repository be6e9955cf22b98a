namespace Vidrn.SignalingApi.Hosting;

/// <summary>How log lines look on standard output.</summary>
internal enum LogFormat
{
    /// <summary>One line for a person.</summary>
    Text,

    /// <summary>One JSON object a line, with scopes and trace ids.</summary>
    Json,

    /// <summary>One line with a syslog level, for the journal.</summary>
    Systemd,
}
