using Vidrn.Sfu.Rooms;
using static Vidrn.Sfu.Rooms.TrackSource;
using static Vidrn.Sfu.Tests.Rooms.RoomScene;

namespace Vidrn.Sfu.Tests.Rooms;

public sealed class SlotAssignerTests
{
    private readonly RoomScene scene = new();

    [Fact]
    public void Without_a_view_everyone_is_shown_sound_beside_picture_and_never_oneself()
    {
        var me = WithSlots(scene.Add("me", Camera, Microphone), 3);
        scene.Add("bob", Camera, Microphone);
        scene.Add("carol", Microphone);
        scene.Add("dave", Camera, Microphone);
        Assert.Equal("a0=bob/Microphone v0=bob/Camera a1=dave/Microphone v1=dave/Camera a2=carol/Microphone", scene.Fill(me));
    }

    [Fact]
    public void What_is_shown_stays_in_its_slot_whoever_leaves_comes_or_speaks()
    {
        var me = WithSlots(scene.Add("me"), 3);
        var bob = scene.Add("bob", Camera, Microphone);
        scene.Add("carol", Camera, Microphone);
        var dave = scene.Add("dave", Camera, Microphone);
        scene.Fill(me);
        scene.Speak(dave, 2_000);
        Assert.Equal("a0=bob/Microphone v0=bob/Camera a1=carol/Microphone v1=carol/Camera a2=dave/Microphone v2=dave/Camera", scene.Fill(me));
        scene.Room.Remove(bob);
        Assert.Equal("a1=carol/Microphone v1=carol/Camera a2=dave/Microphone v2=dave/Camera", scene.Fill(me));
        scene.Add("eve", Camera, Microphone);
        Assert.Equal("a0=eve/Microphone v0=eve/Camera a1=carol/Microphone v1=carol/Camera a2=dave/Microphone v2=dave/Camera", scene.Fill(me));
    }

    [Fact]
    public void With_fewer_slots_than_people_who_speaks_takes_the_place_of_who_has_been_silent_longest()
    {
        var me = WithSlots(scene.Add("me"), 2);
        var people = Enumerable.Range(0, 5).Select(i => scene.Add($"p{i}", Camera, Microphone)).ToArray();
        Assert.Equal("a0=p0/Microphone v0=p0/Camera a1=p1/Microphone v1=p1/Camera", scene.Fill(me));
        scene.Speak(people[4], 2_000);
        Assert.Equal("a0=p0/Microphone v0=p0/Camera a1=p4/Microphone v1=p4/Camera", scene.Fill(me));
        scene.Speak(people[3], 2_000);
        Assert.Equal("a0=p3/Microphone v0=p3/Camera a1=p4/Microphone v1=p4/Camera", scene.Fill(me));
    }

    [Fact]
    public void The_first_tiles_win_when_there_are_more_than_slots()
    {
        var me = WithSlots(scene.Add("me"), 2);
        scene.Add("bob", Camera);
        scene.Add("carol", Camera);
        scene.Add("dave", Camera);
        Look(me, Tile("bob"), Tile("carol"));
        Assert.Equal("v0=bob/Camera v1=carol/Camera", scene.Fill(me));
        Look(me, Tile("dave"), Tile("carol"), Tile("bob")); // bob stood, and is the least important now
        Assert.Equal("v0=dave/Camera v1=carol/Camera", scene.Fill(me));
    }

    [Fact]
    public void A_tile_may_name_its_slot_and_the_sound_follows_the_picture()
    {
        var me = WithSlots(scene.Add("me"), 2);
        scene.Add("bob", Camera, Microphone);
        scene.Add("carol", Camera, Microphone);
        Assert.Equal("a0=bob/Microphone v0=bob/Camera a1=carol/Microphone v1=carol/Camera", scene.Fill(me));
        Look(me, Tile("bob"), Tile("carol", slot: "v0"));
        Assert.Equal("a0=carol/Microphone v0=carol/Camera a1=bob/Microphone v1=bob/Camera", scene.Fill(me));
        Look(me, Tile("bob", slot: "v0"), Tile("carol", slot: "v0")); // one slot, twice: the other finds another
        Assert.Equal("a0=bob/Microphone v0=bob/Camera a1=carol/Microphone v1=carol/Camera", scene.Fill(me));
        Look(me, Tile("bob", slot: "nowhere"));
        Assert.Equal("a0=bob/Microphone v0=bob/Camera a1=carol/Microphone", scene.Fill(me));
    }

    [Fact]
    public void Any_speaker_is_the_next_who_is_not_named()
    {
        var me = WithSlots(scene.Add("me", Camera), 3);
        scene.Add("bob", Camera);
        var carol = scene.Add("carol", Camera, Microphone);
        scene.Add("dave", Camera);
        scene.Speak(carol, 2_000);
        Look(me, Tile("*"), Tile("bob"), Tile("*"), Tile("*"));
        Assert.Equal("a0=carol/Microphone v0=carol/Camera v1=bob/Camera v2=dave/Camera", scene.Fill(me));
        Look(me, Tile("*"), Tile("carol"));
        Assert.Equal("a0=carol/Microphone v0=carol/Camera v1=bob/Camera", scene.Fill(me)); // dave is not asked for
        Look(me, Tile("carol"), Tile("carol"), Tile("me"), Tile("nobody"), Tile("dave", Screen));
        Assert.Equal("a0=carol/Microphone v0=carol/Camera", scene.Fill(me));
    }

    [Fact]
    public void Screens_have_slots_of_their_own_and_cameras_never_take_them()
    {
        var me = WithSlots(scene.Add("me"), 1, screens: 1);
        scene.Add("bob", Camera, Microphone, Screen, ScreenAudio);
        scene.Add("carol", Camera, Microphone);
        Assert.Equal("a0=bob/Microphone v0=bob/Camera as0=bob/ScreenAudio vs0=bob/Screen", scene.Fill(me));
        Look(me, Tile("*", Screen), Tile("bob"), Tile("carol"));
        Assert.Equal("a0=bob/Microphone v0=bob/Camera as0=bob/ScreenAudio vs0=bob/Screen", scene.Fill(me));
    }

    [Fact]
    public void A_screen_without_slots_of_its_own_takes_an_ordinary_one()
    {
        var me = WithSlots(scene.Add("me"), 2);
        scene.Add("bob", Camera, Microphone, Screen, ScreenAudio);
        Look(me, Tile("bob", Screen, width: 1920), Tile("bob"));
        Assert.Equal("a0=bob/ScreenAudio v0=bob/Screen a1=bob/Microphone v1=bob/Camera", scene.Fill(me));
        Assert.Equal((0, 1920), (me.Slots[1].View.Rank, me.Slots[1].View.Width));
    }

    [Fact]
    public void Muted_ones_are_kept_where_they_are_named_and_make_place_where_they_are_not()
    {
        var me = WithSlots(scene.Add("me"), 1);
        var bob = scene.Add("bob", Camera, Microphone);
        scene.Add("carol", Camera, Microphone);
        bob.Find(Camera)!.Muted = true;
        bob.Find(Microphone)!.Blocked = true;
        Assert.Equal("a0=carol/Microphone v0=carol/Camera", scene.Fill(me));
        Look(me, Tile("bob"));
        Assert.Equal("a0=carol/Microphone v0=bob/Camera", scene.Fill(me)); // the client is told that he is muted
    }

    [Fact]
    public void A_paused_view_keeps_the_slots_and_asks_for_no_picture()
    {
        var me = WithSlots(scene.Add("me"), 1);
        scene.Add("bob", Camera, Microphone);
        me.View = new ViewRequest([Tile("bob")], Paused: true, Audio: true);
        Assert.Equal("a0=bob/Microphone v0=bob/Camera", scene.Fill(me));
        Assert.Equal((0, 0), (me.Slots[1].View.Width, me.Slots[1].View.Height));
        me.View = new ViewRequest([Tile("bob")], Paused: false, Audio: false);
        Assert.Equal("v0=bob/Camera", scene.Fill(me));
        Assert.Equal((640, 360), (me.Slots[1].View.Width, me.Slots[1].View.Height));
    }

    [Fact]
    public void Who_may_not_subscribe_gets_nothing()
    {
        var me = WithSlots(scene.Add("me"), 1);
        scene.Add("bob", Camera, Microphone);
        scene.Fill(me);
        me.Grants = me.Grants with { Subscribe = false };
        Assert.Equal("", scene.Fill(me));
    }

    [Fact]
    public void Seeded_rooms_never_show_one_track_twice_nor_oneself_nor_more_than_asked()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var other = new RoomScene();
            TrackSource[] sources = [Camera, Microphone, Screen, ScreenAudio];
            var people = Enumerable.Range(0, random.Next(1, 30)).Select(i => other.Add($"p{i}", [.. sources.Where(_ => random.Next(3) > 0)])).ToArray();
            var me = WithSlots(people[random.Next(people.Length)], random.Next(6), random.Next(3));
            for (var step = 0; step < 10; step++)
            {
                other.Speak(people[random.Next(people.Length)], random.Next(10) * 100);
                Look(me, [.. Enumerable.Range(0, random.Next(12)).Select(_ => Tile(random.Next(3) == 0 ? "*" : $"p{random.Next(32)}",
                    random.Next(4) == 0 ? Screen : Camera, random.Next(5) == 0 ? $"v{random.Next(7)}" : null))]);
                me.View = random.Next(5) == 0 ? null : me.View;
                other.Fill(me);
                var shown = me.Slots.Where(s => s.Track is not null).ToArray();
                Assert.Equal(shown.Length, shown.Select(s => s.Track).Distinct().Count());
                Assert.All(shown, s => Assert.NotSame(me, s.Track!.Owner));
                Assert.All(shown, s => Assert.Equal(s.IsVideo, s.Track!.IsVideo));
                Assert.All(shown.Where(s => s.ForScreen), s => Assert.Contains(s.Track!.Source, new[] { Screen, ScreenAudio }));
                var sound = people.Where(p => p != me).Sum(p => p.Tracks.Count(t => t.Source == Microphone));
                var ordinary = me.Slots.Count(s => s is { IsVideo: false, ForScreen: false });
                Assert.True(shown.Count(s => s is { IsVideo: false, ForScreen: false }) >= Math.Min(sound, ordinary) - 0, "a sound slot is empty though somebody could be heard");
            }
        }
    }
}
