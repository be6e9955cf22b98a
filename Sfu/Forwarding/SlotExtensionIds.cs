namespace Vidrn.Sfu.Forwarding;

/// <summary>The ids one receiver negotiated for what we write on its slots; 0 for what it does not take.</summary>
internal readonly record struct SlotExtensionIds(byte AbsSendTime, byte AudioLevel, byte VideoOrientation, byte PlayoutDelay, byte AbsCaptureTime);
