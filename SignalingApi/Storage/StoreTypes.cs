using System.Data;
using System.Globalization;
using Dapper;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Storage;

/// <summary>How our types stand in a column.</summary>
internal static class StoreTypes
{
    public static void Register() => SqlMapper.AddTypeHandler(new IdColumn());

    /// <summary>An id is a 64-bit integer.</summary>
    private sealed class IdColumn : SqlMapper.TypeHandler<Id>
    {
        public override void SetValue(IDbDataParameter parameter, Id value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.Value;
        }

        public override Id Parse(object value) => new(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }
}
