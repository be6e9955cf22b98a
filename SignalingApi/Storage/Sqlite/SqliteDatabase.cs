using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Vidrn.SignalingApi.Storage.Sqlite;

/// <summary>
/// The one file of the embedded store. Reads run beside each other on pooled connections. Writes go through one thread, which
/// commits what has queued up in one transaction: each write has a savepoint of its own, and is acknowledged after the commit has
/// reached the disk.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>Writes that may wait; beyond it they are refused.</summary>
    private const int MaxWaitingWrites = 10_000;

    /// <summary>Writes of one transaction: bounds how long the first waits for the last.</summary>
    private const int MaxBatch = 256;

    private readonly string connectionString;
    private readonly BlockingCollection<Write> writes = new(new ConcurrentQueue<Write>(), MaxWaitingWrites);
    private readonly ConcurrentBag<SqliteConnection> idle = [];
    private readonly SemaphoreSlim readers = new(16);
    private readonly Thread writer;
    private bool disposed;

    /// <param name="path">The file; made when it is not there.</param>
    public SqliteDatabase(string path)
    {
        SqliteLibrary.Initialize();
        StoreTypes.Register();
        Path = path;

        // Pooled here and not there: its pool knows nothing of our pragmas.
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString();
        var connection = Open();
        writer = new Thread(() => RunWrites(connection)) { IsBackground = true, Name = "sqlite-writer" };
        writer.Start();
    }

    public string Path { get; }

    /// <summary>Reads from one consistent state of the database.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellation = default)
    {
        await readers.WaitAsync(cancellation);
        try
        {
            if (!idle.TryTake(out var connection))
            {
                connection = Open();
            }

            try
            {
                return read(connection);
            }
            finally
            {
                idle.Add(connection);
            }
        }
        finally
        {
            readers.Release();
        }
    }

    /// <summary>Writes in a transaction, whole or not at all; done when it is on the disk.</summary>
    /// <exception cref="StoreBusyException">Too many writes wait.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        var queued = new Write(
            connection => result = write(connection),
            failure => _ = failure is null ? done.TrySetResult(result) : done.TrySetException(failure));
        if (Volatile.Read(ref disposed) || !TryQueue(queued))
        {
            throw new StoreBusyException();
        }

        return done.Task;
    }

    /// <summary>As <see cref="WriteAsync{T}"/>, without a result.</summary>
    public Task WriteAsync(Action<SqliteConnection> write) => WriteAsync(connection =>
    {
        write(connection);
        return true;
    });

    /// <summary>Waits for the writes that were accepted.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        writes.CompleteAdding();
        writer.Join();
        foreach (var connection in idle)
        {
            connection.Dispose();
        }

        writes.Dispose();
        readers.Dispose();
    }

    private bool TryQueue(Write write)
    {
        try
        {
            return writes.TryAdd(write);
        }
        catch (InvalidOperationException)
        {
            return false; // closed meanwhile
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();

        // FULL: an acknowledged write outlives a power cut. Batches share its cost.
        connection.Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA busy_timeout = 10000;
            PRAGMA temp_store = MEMORY;
            PRAGMA trusted_schema = OFF;
            PRAGMA cache_size = -16384;
            """);
        return connection;
    }

    private void RunWrites(SqliteConnection connection)
    {
        using (connection)
        {
            var batch = new List<Write>(MaxBatch);
            foreach (var first in writes.GetConsumingEnumerable())
            {
                batch.Add(first);
                while (batch.Count < MaxBatch && writes.TryTake(out var next))
                {
                    batch.Add(next);
                }

                Commit(connection, batch);
                batch.Clear();
            }
        }
    }

    private static void Commit(SqliteConnection connection, List<Write> batch)
    {
        var failures = new Exception?[batch.Count];
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < batch.Count; i++)
            {
                failures[i] = Try(connection, batch[i]);
            }

            connection.Execute("COMMIT");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            RollBack(connection);
            Array.Fill(failures, failure);
        }

        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Done(failures[i]);
        }
    }

    /// <summary>One write; what it changed before it failed is undone, and the others of the batch stand.</summary>
    private static Exception? Try(SqliteConnection connection, Write write)
    {
        connection.Execute("SAVEPOINT one");
        try
        {
            write.Run(connection);
            connection.Execute("RELEASE one");
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            connection.Execute("ROLLBACK TO one; RELEASE one");
            return failure;
        }
    }

    private static void RollBack(SqliteConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // There is no transaction any more: SQLite has rolled it back itself.
        }
    }

    private sealed record Write(Action<SqliteConnection> Run, Action<Exception?> Done);
}
