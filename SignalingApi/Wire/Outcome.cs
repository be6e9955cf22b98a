using System.Diagnostics.CodeAnalysis;
using Vidrn.Sfu.Signaling.Messages;

namespace Vidrn.SignalingApi.Wire;

/// <summary>What a service answers: a value or the reason why not. Bad input is no exception.</summary>
/// <typeparam name="T">The value.</typeparam>
internal readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>Null when it was done.</summary>
    public Refusal? Refusal { get; }

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"refused: {Refusal.Code}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>True with the value, or false with the refusal.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T done, [NotNullWhen(false)] out Refusal? refusal)
    {
        done = value;
        refusal = Refusal;
        return refusal is null;
    }

    public Outcome<TOther> Map<TOther>(Func<T, TOther> map) => Refusal is null ? map(value!) : Refusal;

    public async Task<Outcome<TOther>> MapAsync<TOther>(Func<T, Task<TOther>> map) => Refusal is null ? await map(value!) : Refusal;

    /// <summary>200 with the value, 204 for <see cref="Nothing"/>, or problem details.</summary>
    public HttpAnswer<T> ToHttp() => new(this);

    /// <summary>201 with what was made, or problem details.</summary>
    public CreatedAnswer<T> ToCreated() => new(this);

    /// <summary>As a hub method answers.</summary>
    public HubResult<T> ToHub() => Refusal is { } refusal ? new HubError(refusal.Code, refusal.Message) : value!;
}
