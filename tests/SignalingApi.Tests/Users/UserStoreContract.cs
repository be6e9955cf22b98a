using Vidrn.SignalingApi.Tests.Storage;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Users;

/// <summary>What every <see cref="IUserStore"/> must do.</summary>
public abstract class UserStoreContract
{
    private protected abstract IUserStore Store { get; }

    [Fact]
    public async Task An_account_comes_back_as_it_was_written_and_its_username_is_taken()
    {
        var ada = UserOf(1, "ada") with { Bio = "Łódź \U0001F600\n'; DROP TABLE users; --", Native = "pl,en", Learning = "zh", Location = "<b>", CreatedAt = 5, IsModerator = true };
        Assert.True(await Store.TryAddAsync(ada));
        Assert.Equal(ada, await Store.FindAsync(ada.Id));
        Assert.Equal(ada, await Store.FindByUsernameAsync("ADA"));
        Assert.False(await Store.TryAddAsync(UserOf(2, "Ada")));
        Assert.Null(await Store.FindAsync(new Id(2)));
        Assert.Equal([ada], await Store.ModeratorsAsync());
    }

    [Fact]
    public async Task Of_fifty_who_want_a_username_at_once_one_gets_it()
    {
        var got = await Task.WhenAll(Enumerable.Range(1, 50).Select(n => Store.TryAddAsync(UserOf(n, "same"))));
        Assert.Single(got, true);
    }

    [Fact]
    public async Task Changes_are_of_one_account_and_of_what_they_name()
    {
        await Store.TryAddAsync(UserOf(1, "ada"));
        await Store.TryAddAsync(UserOf(2, "bob"));
        var ada = UserOf(1, "nobody") with { Name = "Ada L", Bio = "b", Native = "en", Learning = "pl", Location = "l", Theme = "nord", Locale = "zh", IsModerator = true };
        Assert.True(await Store.SetProfileAsync(ada));
        Assert.False(await Store.SetProfileAsync(UserOf(9, "x")));
        Assert.True(await Store.SetPasswordAsync(ada.Id, "new"));
        Assert.False(await Store.SetPasswordAsync(new Id(9), "new"));
        Assert.Equal(ada with { Username = "ada", PasswordHash = "new", IsModerator = false }, await Store.FindAsync(ada.Id));
        Assert.Equal(UserOf(2, "bob"), await Store.FindAsync(new Id(2)));
        Assert.True(await Store.SetModeratorAsync(ada.Id, true));
        Assert.Equal([ada.Id], (await Store.ModeratorsAsync()).Select(static user => user.Id));
    }

    [Fact]
    public async Task Many_are_found_at_once()
    {
        for (var n = 1; n <= 1200; n++)
        {
            await Store.TryAddAsync(UserOf(n, $"user{n}"));
        }

        var ids = Enumerable.Range(1, 1300).Concat([5, 6]).Select(static n => new Id(n)).ToList();
        Assert.Equal(1200, (await Store.FindAllAsync(ids)).DistinctBy(static user => user.Id).Count());
        Assert.Empty(await Store.FindAllAsync([]));
    }

    [Fact]
    public async Task Search_folds_case_finds_any_script_and_takes_every_character_for_itself()
    {
        string[] names = ["Zoë Müller", "ZOË", "李小龙", "小李", "a%b", "a_b", @"a\b", "axb", "Ωmega"];
        for (var n = 0; n < names.Length; n++)
        {
            await Store.TryAddAsync(UserOf(n + 1, $"user-{n}") with { Name = names[n] });
        }

        await Store.TryAddAsync(UserOf(100, "zo.e"));
        Assert.Equal(["ZOË", "Zoë Müller"], await FindAsync("zoë"));
        Assert.Equal(["Zoë Müller"], await FindAsync("MÜLL"));
        Assert.Equal(["小李", "李小龙"], (await FindAsync("李")).Order(StringComparer.Ordinal));
        Assert.Equal(["李小龙"], await FindAsync("小龙"));
        Assert.Equal(["a%b"], await FindAsync("%"));
        Assert.Equal(["a_b"], await FindAsync("A_"));
        Assert.Equal([@"a\b"], await FindAsync(@"\"));
        Assert.Equal(["Ωmega"], await FindAsync("ω"));
        Assert.Empty(await FindAsync("' OR 1=1 --"));
        Assert.Equal(["The zo.e"], await FindAsync("ZO.E"));
        Assert.Equal(3, (await Store.SearchAsync("user", 3)).Count);

        async Task<IReadOnlyList<string>> FindAsync(string text) => [.. (await Store.SearchAsync(text, 50)).Select(static user => user.Name)];
    }

    [Fact]
    public async Task The_best_match_of_languages_comes_first()
    {
        await Store.TryAddAsync(UserOf(1, "me") with { Native = "en", Learning = "zh,fr" });
        await Store.TryAddAsync(UserOf(2, "both") with { Native = "zh", Learning = "en" });
        await Store.TryAddAsync(UserOf(3, "speaks") with { Native = "fr,de", Learning = "es" });
        await Store.TryAddAsync(UserOf(4, "learns") with { Native = "de", Learning = "en" });
        await Store.TryAddAsync(UserOf(5, "alike") with { Native = "en", Learning = "zh" });
        await Store.TryAddAsync(UserOf(6, "most") with { Native = "zh,fr", Learning = "en" });
        Assert.Equal([6, 2, 4, 3], (await Store.RecommendAsync(new Id(1), ["en"], ["zh", "fr"], 10)).Select(static user => user.Id.Value));
        Assert.Equal([6], (await Store.RecommendAsync(new Id(1), ["en"], ["zh", "fr"], 1)).Select(static user => user.Id.Value));
        Assert.Empty(await Store.RecommendAsync(new Id(1), [], [], 10));
        await Store.SetProfileAsync(UserOf(6, "most"));
        await Store.DeleteAsync(new Id(2));
        Assert.Equal([4, 3], (await Store.RecommendAsync(new Id(1), ["en"], ["zh", "fr"], 10)).Select(static user => user.Id.Value));
    }

    [Fact]
    public async Task A_picture_takes_the_place_of_the_one_before()
    {
        await Store.TryAddAsync(UserOf(1, "ada"));
        var first = new Picture { Type = "image/png", Key = "a" };
        var second = new Picture { Type = "image/webp", Key = "b" };
        Assert.Equal((true, null), await Store.SetPictureAsync(new Id(1), first));
        Assert.Equal((true, first), await Store.SetPictureAsync(new Id(1), second));
        Assert.Equal(second, await Store.FindPictureAsync(new Id(1)));
        var version = (await Store.FindAsync(new Id(1)))!.PictureVersion;
        Assert.Equal((true, second), await Store.SetPictureAsync(new Id(1), null));
        Assert.Null((await Store.FindAsync(new Id(1)))!.PictureAddress);
        await Store.SetPictureAsync(new Id(1), first);
        Assert.True((await Store.FindAsync(new Id(1)))!.PictureVersion > version, "an address is never used twice");
        Assert.Equal((false, null), await Store.SetPictureAsync(new Id(9), first));
        await Store.DeleteAsync(new Id(1));
        Assert.Null(await Store.FindPictureAsync(new Id(1)));
        Assert.Null(await Store.FindAsync(new Id(1)));
    }

    private static User UserOf(long id, string username) => new() { Id = new Id(id), Username = username, Name = $"The {username}", PasswordHash = "hash" };
}

public sealed class SqliteUserStoreTests : UserStoreContract, IDisposable
{
    private readonly SqliteStoreFixture store = new();

    private protected override IUserStore Store => store.Users;

    public void Dispose() => store.Dispose();
}
