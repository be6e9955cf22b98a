namespace Vidrn.SignalingApi.Blobs;

/// <summary>Knows which blobs the store's rows name, of whichever feature.</summary>
internal interface IBlobRegister
{
    /// <summary>Those of some keys that a row names.</summary>
    Task<IReadOnlySet<BlobKey>> NamedAmongAsync(IReadOnlyCollection<BlobKey> keys);
}
