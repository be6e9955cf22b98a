using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Groups;

namespace Vidrn.SignalingApi.Tests.Groups;

public sealed class GroupPermissionsTests
{
    // By whom: member, admin, owner; each to a member, an admin, the owner. + may, - may not.
    [Theory]
    [InlineData("Invite", "---", "+++", "+++")]
    [InlineData("Edit", "---", "+++", "+++")]
    [InlineData("Remove", "---", "+--", "++-")]
    [InlineData("DeleteMessage", "---", "+--", "++-")]
    [InlineData("SetRole", "---", "---", "++-")]
    [InlineData("HandOver", "---", "---", "++-")]
    [InlineData("Delete", "---", "---", "+++")]
    public void Each_act_is_for_whom_the_table_says(string act, string member, string admin, string owner)
    {
        string[] table = [member, admin, owner];
        foreach (var by in Enum.GetValues<MemberRole>())
        {
            foreach (var target in Enum.GetValues<MemberRole>())
            {
                Assert.True(GroupPermissions.May(Enum.Parse<GroupAct>(act), by, target) == (table[(int)by][(int)target] == '+'), $"{act} by {by} to {target}");
            }
        }
    }

    [Fact]
    public void Every_act_is_in_the_table() => Assert.Equal(7, Enum.GetValues<GroupAct>().Length);
}
