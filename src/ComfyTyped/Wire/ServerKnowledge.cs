namespace ComfyTyped.Wire;

/// <summary>What was found out about a server, until it is out of sight: then it may come back as another version.</summary>
internal sealed class ServerKnowledge
{
    private volatile Facts _facts = new();

    /// <summary>Gets or sets whether the server tells of jobs; null while it is not known.</summary>
    public bool? HasJobs
    {
        get => _facts.HasJobs;
        set => _facts = _facts with { HasJobs = value };
    }

    /// <summary>Gets or sets whether the server lists jobs; null while it is not known.</summary>
    public bool? ListsJobs
    {
        get => _facts.ListsJobs;
        set => _facts = _facts with { ListsJobs = value };
    }

    /// <summary>Gets or sets whether the server cancels jobs; null while it is not known.</summary>
    public bool? CancelsJobs
    {
        get => _facts.CancelsJobs;
        set => _facts = _facts with { CancelsJobs = value };
    }

    /// <summary>Gets or sets whether <c>POST /interrupt</c> heeds the prompt id; null while it is not known.</summary>
    public bool? InterruptsByPromptId
    {
        get => _facts.InterruptsByPromptId;
        set => _facts = _facts with { InterruptsByPromptId = value };
    }

    /// <summary>Gets or sets whether a prompt has the id that it was sent with; null while it is not known.</summary>
    public bool? KeepsPromptIds
    {
        get => _facts.KeepsPromptIds;
        set => _facts = _facts with { KeepsPromptIds = value };
    }

    public void Forget() => _facts = new();

    /// <summary>Two that learn at once may take one fact from each other, which is then found out again.</summary>
    private sealed record Facts(bool? HasJobs = null, bool? ListsJobs = null, bool? CancelsJobs = null, bool? InterruptsByPromptId = null, bool? KeepsPromptIds = null);
}
