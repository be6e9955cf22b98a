using Vidrn.Sfu.Dtls;

namespace Vidrn.Sfu.Fuzz.Dtls;

public sealed class DtlsRecordFilterFuzz
{
    [Fact]
    public void Only_whole_records_of_the_datagram_pass()
    {
        using var pair = new DtlsFuzzPair();
        pair.Connect();
        var filter = new DtlsRecordFilter();
        var records = new byte[DtlsEndpoint.MaxDatagram];
        var random = new Xorshift(FuzzRun.SeedOf("DtlsRecordFilter.State"));
        var passed = 0L;
        byte[][] fragments = [Convert.FromHexString("16FEFD0000000000000000"), Convert.FromHexString("17FEFD0001"), Convert.FromHexString("15FEFD00000000000000000002022800")];
        FuzzRun.Run("DtlsRecordFilter", new Corpus(pair.Log, fragments), input =>
        {
            var length = filter.Select(input, random.Below(4), random.OneIn(2), records);
            FuzzRun.Require(length >= 0 && length <= input.Length);
            ReadOnlySpan<byte> rest = records.AsSpan(0, length);
            while (DtlsRecordView.TryParse(rest, out var record))
            {
                FuzzRun.Require(record.ContentType is >= DtlsRecordView.ChangeCipherSpec and <= DtlsRecordView.ApplicationData);
                rest = rest[record.Bytes.Length..];
                passed++;
            }

            FuzzRun.Require(rest.IsEmpty);
        });
        Assert.True(passed > FuzzRun.Scale(FuzzRun.Inputs) / 10);
    }
}
