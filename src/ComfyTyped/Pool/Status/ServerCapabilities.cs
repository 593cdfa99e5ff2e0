using System.Collections.Concurrent;
using System.Text.Json;
using ComfyTyped.Primitives;
using ComfyTyped.Validation;

namespace ComfyTyped.Pool;

/// <summary>What one server has, as far as runs have needed to know: asked class by class, and believed for a while.</summary>
internal sealed class ServerCapabilities(ComfyClient client, TimeProvider time, TimeSpan lifetime)
{
    /// <summary>How long a server that does not tell what it has is taken to have all.</summary>
    private static readonly TimeSpan AssumptionLifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, KnownClass> _classes = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _asking = new(1);

    /// <summary>Asks for what is not known, or no more; of many runs at once the first one asks.</summary>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async ValueTask LearnAsync(RunNeeds needs, CancellationToken cancellationToken)
    {
        if (needs.ClassTypes.All(IsFresh))
            return;
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string[] unknown = [.. needs.ClassTypes.Where(classType => !IsFresh(classType))];
            var limit = new ParallelOptions { MaxDegreeOfParallelism = ComfyClientDefaults.ParallelRequests, CancellationToken = cancellationToken };
            if (unknown.Length > 0 && !client.DescribesSingleClasses)
                await AskForAllAsync(unknown, cancellationToken).ConfigureAwait(false);
            else
                await Parallel.ForEachAsync(unknown, limit, async (classType, token) => _classes[classType] = await AskAsync(classType, token).ConfigureAwait(false))
                    .ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Takes it for a while that the server has what it could not be asked about: it will say itself what it does not run.</summary>
    public void Assume(RunNeeds needs)
    {
        foreach (string classType in needs.ClassTypes.Where(classType => !IsFresh(classType)))
            _classes[classType] = Undescribed(AssumptionLifetime < lifetime ? AssumptionLifetime : lifetime);
    }

    /// <summary>Makes the next run ask again.</summary>
    public void Forget() => _classes.Clear();

    /// <summary>Tells whether a server can be judged by what is known of it.</summary>
    public bool Knows(RunNeeds needs) => needs.ClassTypes.All(_classes.ContainsKey);

    /// <summary>Finds what a server that is known lacks for a run.</summary>
    /// <returns>What it lacks; null when it lacks nothing.</returns>
    public string? FindLack(RunNeeds needs)
    {
        string[] classes = [.. needs.ClassTypes.Where(classType => _classes.TryGetValue(classType, out KnownClass? known) && !known.IsThere)];
        if (classes.Length > 0)
            return $"has no node class {string.Join(", ", classes)}";
        OptionNeed[] options = [.. needs.Options.Where(option => _classes.TryGetValue(option.ClassType, out KnownClass? known) && !known.Takes(option))];
        return options.Length == 0 ? null : "has no " + string.Join(", ", options.Select(option => $"'{option.Value}' for {option.ClassType}.{option.Input}"));
    }

    private bool IsFresh(string classType) =>
        _classes.TryGetValue(classType, out KnownClass? known) && time.GetElapsedTime(known.AskedAt) < known.Lifetime;

    private async Task<KnownClass> AskAsync(string classType, CancellationToken cancellationToken)
    {
        try
        {
            return Known(classType.Length == 0 ? null : await client.NodeClasses.FindAsync(classType, cancellationToken).ConfigureAwait(false));
        }
        catch (ComfyServerException)
        {
            // A class may fail to tell of its inputs, and a proxy may not let the question pass.
            return Undescribed(lifetime);
        }
    }

    private async Task AskForAllAsync(IEnumerable<string> classTypes, CancellationToken cancellationToken)
    {
        IReadOnlyList<NodeClassInfo> all = await client.NodeClasses.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (string classType in classTypes)
            _classes[classType] = Known(all.FirstOrDefault(found => found.ClassType == classType));
    }

    private KnownClass Known(NodeClassInfo? found) => new(time.GetTimestamp(), lifetime, found is not null, found is null ? [] : ListsOf(found.Json));

    private KnownClass Undescribed(TimeSpan believed) => new(time.GetTimestamp(), believed, IsThere: true, []);

    private static Dictionary<string, HashSet<string>> ListsOf(JsonElement declaration)
    {
        var lists = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (string section in new[] { "required", "optional" })
        {
            JsonElement inputs = declaration.Member("input").Member(section);
            if (inputs.ValueKind != JsonValueKind.Object)
                continue;
            foreach (JsonProperty input in inputs.EnumerateObject())
            {
                var declared = new InputDeclaration(input.Value);
                if (declared is { IsListed: true, IsUpload: false } && declared.ListedTexts is { Count: > 0 } texts)
                    lists[input.NameText()] = texts.ToHashSet(StringComparer.Ordinal);
            }
        }
        return lists;
    }

    private sealed record KnownClass(long AskedAt, TimeSpan Lifetime, bool IsThere, Dictionary<string, HashSet<string>> Lists)
    {
        public bool Takes(OptionNeed option) => !Lists.TryGetValue(option.Input, out HashSet<string>? list) || list.Contains(option.Value);
    }
}
