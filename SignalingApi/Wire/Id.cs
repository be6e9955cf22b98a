using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// Names something stored: 63 bits that rise with time (<see cref="IdSource"/>). On the wire a decimal string, since JavaScript's
/// numbers hold 53 bits.
/// </summary>
[JsonConverter(typeof(IdJson))]
internal readonly record struct Id(long Value) : IParsable<Id>, IComparable<Id>
{
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id result)
    {
        var parsed = long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && s!.Length <= 19 && value > 0;
        result = new Id(parsed ? value : 0);
        return parsed;
    }

    public static Id Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var id) ? id : throw new FormatException("not an id");

    public int CompareTo(Id other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private sealed class IdJson : JsonConverter<Id>
    {
        public override Id Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Id value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override Id ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException();

        public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] Id value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
