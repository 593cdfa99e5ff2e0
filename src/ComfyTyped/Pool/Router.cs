namespace ComfyTyped.Pool;

/// <summary>Gives waiting runs to servers. It owns who waits, which servers there are, and what is known of them; it sends nothing.</summary>
internal sealed class Router(ComfyPoolOptions options)
{
    private readonly object _gate = new();
    private readonly List<Placement> _waiting = [];
    private PoolServer[] _servers = [];
    private TaskCompletionSource _changed = NewChange();
    private long _given;
    private bool _isClosed;

    public IReadOnlyList<PoolServer> Servers => Volatile.Read(ref _servers);

    /// <summary>Gets a task that ends when from now on a server comes, goes, fails, is back, or gives back a run's place before it goes.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <exception cref="ArgumentException">The server is there already.</exception>
    /// <exception cref="ObjectDisposedException">No more servers are taken.</exception>
    public void Add(PoolServer server)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(ComfyPool));
            if (Array.Exists(_servers, other => other.Url == server.Url))
                throw new ArgumentException($"The pool has the server {server.Url} already.", nameof(server));
            Volatile.Write(ref _servers, [.. _servers, server]);
        }
        Announce();
    }

    /// <summary>Takes no more servers, so that who disposes those that are there has all of them.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
    }

    public void Remove(PoolServer server)
    {
        lock (_gate)
            Volatile.Write(ref _servers, [.. _servers.Where(other => other != server)]);
        Announce();
        Look();
    }

    /// <summary>Gives it no more runs.</summary>
    public void BeginRemoval(PoolServer server, PoolRemoval how)
    {
        lock (_gate)
            server.Status = server.Status with { Removal = how };
        Announce();
        Look();
    }

    /// <summary>Takes in that a server has answered.</summary>
    /// <param name="server">The server.</param>
    /// <param name="remaining">How many prompts run or wait there.</param>
    /// <param name="losses">The <see cref="ServerStatus.Losses"/> when it was asked.</param>
    /// <returns>The change, if it is one.</returns>
    public PoolServerChange? OnAnswer(PoolServer server, int remaining, int losses) => Update(server, status => status.OnAnswer(remaining, losses));

    /// <summary>Takes in that a server has lost or not taken a run, although it may have answered the last probe.</summary>
    public void OnLoss(PoolServer server, string reason) => Update(server, status => status.OnLoss(reason));

    public PoolServerChange? OnDown(PoolServer server, string failure) => Update(server, status => status.OnDown(failure));

    public void Enqueue(Placement placement)
    {
        lock (_gate)
        {
            _waiting.Insert(placement.IsFirst ? 0 : _waiting.Count, placement);
            Dispatch();
        }
    }

    /// <summary>Takes a run out that waits no more; a server that it was given meanwhile is free for another.</summary>
    public void Withdraw(Placement placement)
    {
        lock (_gate)
        {
            _waiting.Remove(placement);
            placement.Calm();
        }
        if (placement.Lease.IsCompletedSuccessfully)
            placement.Lease.Result.Dispose();
    }

    /// <summary>Gives a run a place on the server that has it already, whether there is room or not.</summary>
    public ServerLease Lease(PoolServer server)
    {
        lock (_gate)
            server.Status = server.Status.OnTaken();
        return new ServerLease(server, this);
    }

    /// <summary>Takes a run's place on a server back: the business of <see cref="ServerLease"/>.</summary>
    public void Return(PoolServer server)
    {
        lock (_gate)
        {
            server.Status = server.Status.OnReleased();
            Dispatch();
        }
        if (server.IsLeaving)
            Announce();
    }

    /// <summary>Takes in that all servers were asked about a run.</summary>
    public void Decide(Placement placement)
    {
        placement.IsDecided = true;
        Look();
    }

    /// <summary>Looks at everything again, since more is known.</summary>
    public void Look()
    {
        lock (_gate)
        {
            Dispatch();
            foreach (Placement placement in _waiting.ToArray())
                Judge(placement);
        }
    }

    /// <summary>Tells whether no server can run it, as far as is known.</summary>
    public bool IsHopeless(Placement placement) => Array.TrueForAll(Volatile.Read(ref _servers), server => placement.FitOf(server).Obstacle is not null);

    /// <summary>Gives what the waiting runs need.</summary>
    public IReadOnlyList<RunNeeds> WaitingNeeds()
    {
        lock (_gate)
            return [.. _waiting.Select(placement => placement.Needs)];
    }

    private PoolServerChange? Update(PoolServer server, Func<ServerStatus, ServerStatus> update)
    {
        ServerStatus before;
        ServerStatus after;
        lock (_gate)
        {
            before = server.Status;
            after = server.Status = update(before);
        }
        if (before.Answers != after.Answers || before.IsTrusted != after.IsTrusted)
            Announce();
        Look();
        return before.State == after.State ? null : new PoolServerChange(server, before.State, after.State, after.Failure);
    }

    private void Announce() => Interlocked.Exchange(ref _changed, NewChange()).TrySetResult();

    private void Judge(Placement placement)
    {
        if (Array.Exists(_servers, server => placement.FitOf(server).IsWhole))
            placement.OnHope();
        if (!placement.IsDecided || !IsHopeless(placement))
        {
            placement.Calm();
        }
        else if (placement.LoseHope(options, Look))
        {
            _waiting.Remove(placement);
            placement.Fail(_servers.ToDictionary(server => server.Url, server => placement.FitOf(server).Obstacle!));
        }
    }

    private void Dispatch()
    {
        while (Next() is { } next)
        {
            _waiting.Remove(next.Placement);
            next.Server.Status = next.Server.Status.OnGiven(next.Placement.Needs, ++_given);
            next.Placement.Give(new ServerLease(next.Server, this));
        }
    }

    /// <summary>The first run that a server has room for; but one that finds its model loaded may go before it, some times.</summary>
    private (Placement Placement, PoolServer Server)? Next()
    {
        PoolServer[] free = Array.FindAll(_servers, server => server.Status.HasRoom(options.MaxRunsPerServer));
        (Placement Placement, PoolServer Server)? first = null;
        for (int i = 0; i < _waiting.Count && free.Length > 0; i++)
        {
            Placement placement = _waiting[i];
            if (Best(free, placement) is not { } server)
                continue;
            if (!server.Status.MustLoad(placement.Needs))
            {
                first?.Placement.OnOvertaken();
                return (placement, server);
            }
            first ??= (placement, server);
            if (!first.Value.Placement.MayBeOvertaken || options.ModelLoadPenalty == 0)
                break;
        }
        return first;
    }

    /// <summary>Of the least cost; then where the least is to do; then where a run was last sent longest ago.</summary>
    private PoolServer? Best(PoolServer[] free, Placement placement) => free
        .Where(server => placement.FitOf(server).IsWhole)
        .MinBy(server => (CostOf(server.Status, placement), server.Status.Load, server.Status.LastGiven));

    private double CostOf(ServerStatus status, Placement placement) =>
        status.Load + (status.MustLoad(placement.Needs) ? options.ModelLoadPenalty : 0);

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
