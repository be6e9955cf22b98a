namespace Vidrn.SignalingApi.Coordination.Rooms;

/// <summary>An order whose answers are awaited.</summary>
internal sealed class RoomQuestion(string[] of, bool untilDone)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> missing = [.. of];
    private readonly List<RoomReply> answers = [];
    private readonly TaskCompletionSource<List<RoomReply>> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<List<RoomReply>> Answered => answered.Task;

    public void Take(RoomReply reply)
    {
        lock (gate)
        {
            if (!missing.Remove(reply.Node))
            {
                return;
            }

            answers.Add(reply);
            if (missing.Count == 0 || (untilDone && (reply.Done || reply.Snapshot is not null)))
            {
                missing.Clear();
                answered.TrySetResult([.. answers]);
            }
        }
    }
}
