using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Calls;

/// <summary>The book of one node.</summary>
internal sealed class InProcessCallBook : ICallBook
{
    private const int MaxDue = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<Id, Call> calls = [];
    private readonly Dictionary<Id, Id> byUser = [];

    public Task<Call?> FindAsync(Id call)
    {
        lock (gate)
        {
            return Task.FromResult(calls.GetValueOrDefault(call));
        }
    }

    public Task<Call?> OfUserAsync(Id user)
    {
        lock (gate)
        {
            return Task.FromResult(byUser.TryGetValue(user, out var call) ? calls.GetValueOrDefault(call) : null);
        }
    }

    public Task<BookAnswer> TrySaveAsync(Call changed)
    {
        lock (gate)
        {
            return Task.FromResult(TrySave(changed));
        }
    }

    public Task RemoveAsync(Id call)
    {
        lock (gate)
        {
            if (calls.TryGetValue(call, out var found) && found.IsOver)
            {
                calls.Remove(call);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Call>> DueAsync(long now)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<Call>>([.. calls.Values.Where(call => call.DueAt <= now).Take(MaxDue)]);
        }
    }

    public Task<IReadOnlyList<Call>> LiveAsync(int limit)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<Call>>([.. calls.Values.Where(static call => !call.IsOver).OrderBy(static call => call.Id).Take(limit)]);
        }
    }

    private BookAnswer TrySave(Call changed)
    {
        if ((calls.TryGetValue(changed.Id, out var present) ? present.Version : 0) != changed.Version)
        {
            return BookAnswer.Stale;
        }

        foreach (var member in changed.Members)
        {
            if (member.IsLive && byUser.TryGetValue(member.User, out var other) && other != changed.Id)
            {
                return new BookAnswer(null, member.User);
            }
        }

        foreach (var member in changed.Members)
        {
            if (member.IsLive)
            {
                byUser[member.User] = changed.Id;
            }
            else if (byUser.TryGetValue(member.User, out var other) && other == changed.Id)
            {
                byUser.Remove(member.User);
            }
        }

        var saved = changed with { Version = changed.Version + 1 };
        calls[saved.Id] = saved;
        return new BookAnswer(saved, null);
    }
}
