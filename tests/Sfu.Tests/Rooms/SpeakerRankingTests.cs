using Vidrn.Sfu.Rooms;
using static Vidrn.Sfu.Rooms.TrackSource;

namespace Vidrn.Sfu.Tests.Rooms;

public sealed class SpeakerRankingTests
{
    private readonly RoomScene scene = new();
    private readonly Participant alice;
    private readonly Participant bob;

    public SpeakerRankingTests()
    {
        alice = scene.Add("alice", Microphone);
        bob = scene.Add("bob", Microphone);
    }

    private SpeakerRanking Speakers => scene.Room.Speakers;

    [Fact]
    public void Who_speaks_has_the_floor()
    {
        Assert.False(Speakers.IsActive);
        scene.Speak(alice, 1_000);
        Assert.Same(alice, Speakers.Dominant);
        Assert.Same(alice, Speakers.Speaking.Single().Participant);
        Assert.InRange(Speakers.Speaking[0].Level, 0.7, 1);
    }

    [Fact]
    public void Noise_is_no_speech()
    {
        scene.Speak(alice, 3_000, level: 70);
        Assert.Null(Speakers.Dominant);
        Assert.Empty(Speakers.Speaking);
        Assert.Empty(Speakers.Recent);
    }

    [Fact]
    public void A_cough_does_not_take_the_floor_but_a_speech_does()
    {
        scene.Speak(alice, 2_000, level: 30);
        Interrupt(300);
        Assert.Same(alice, Speakers.Dominant);
        scene.Speak(alice, 1_000, level: 30);
        Interrupt(1_500);
        Assert.Same(bob, Speakers.Dominant);
        Assert.Equal([bob, alice], Speakers.Recent);

        void Interrupt(int milliseconds)
        {
            for (var t = 0; t < milliseconds; t += 100)
            {
                scene.Together((alice, 30), (bob, 5));
            }
        }
    }

    [Fact]
    public void A_pause_does_not_lose_the_floor_and_a_cough_in_it_does_not_take_it()
    {
        scene.Speak(alice, 2_000);
        scene.Silence(500);
        scene.Speak(bob, 300, level: 5);
        Assert.Same(alice, Speakers.Dominant);
        scene.Silence(300);
        scene.Speak(alice, 500);
        Assert.Same(alice, Speakers.Dominant);
        scene.Silence(60_000);
        Assert.Same(alice, Speakers.Dominant); // until somebody else speaks
        Assert.Empty(Speakers.Speaking);
        Assert.False(Speakers.IsActive);
    }

    [Fact]
    public void A_voice_around_the_threshold_does_not_begin_again_and_again()
    {
        scene.Speak(alice, 1_000);
        var version = Speakers.Version;
        for (var i = 0; i < 50; i++)
        {
            scene.Speak(alice, 100, level: (byte)(i % 2 == 0 ? 48 : 54));
        }

        Assert.Equal(version, Speakers.Version);
    }

    [Fact]
    public void Who_goes_is_forgotten_and_the_others_are_told()
    {
        scene.Speak(alice, 1_000);
        scene.Room.Remove(alice);
        Assert.Null(Speakers.Dominant);
        Assert.Empty(Speakers.Speaking);
        Assert.Empty(Speakers.Recent);
        Assert.True(Speakers.IsActive); // one more round, so that it is told
        Assert.True(Speakers.Update(100_000));
        Assert.False(Speakers.IsActive);
    }
}
