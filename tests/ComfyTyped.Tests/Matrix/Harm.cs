namespace ComfyTyped.Tests.Matrix;

/// <summary>What becomes of a request, or of the socket at a message.</summary>
internal enum Harm
{
    /// <summary>It comes later than anybody waits for it: a request reaches the server when the client has given it up, a message and all behind it wait.</summary>
    Late,

    /// <summary>It is answered 500, and does not reach the server.</summary>
    Status500,

    /// <summary>It is answered 502, and does not reach the server.</summary>
    Status502,

    /// <summary>It reaches the server, and is answered 504.</summary>
    Status504,

    /// <summary>It reaches the server, and something else comes back.</summary>
    Garbage,

    /// <summary>It is taken, and nothing comes back.</summary>
    Nothing,

    /// <summary>It reaches the server, and the connection ends.</summary>
    Closed,
}

/// <summary>Where a run is harmed, and how.</summary>
/// <param name="Request">The request that is harmed, such as <c>POST /api/prompt</c>; null when it is a message.</param>
/// <param name="Message">So many messages have come before the harm.</param>
/// <param name="Harm">What becomes of it.</param>
/// <param name="IsLasting">Whether every such request is harmed; otherwise the first is.</param>
/// <param name="Reconnects">
/// Whether the socket can be opened again. Where it cannot, it has ended: at the message, or with the request that is harmed.
/// </param>
internal sealed record HarmedCell(string? Request, int Message, Harm Harm, bool IsLasting, bool Reconnects)
{
    /// <summary>The handshake of the socket.</summary>
    public const string Handshake = "GET /ws";

    /// <summary>The submission.</summary>
    public const string Submission = "POST /api/prompt";

    /// <summary>The upload of a file.</summary>
    public const string Upload = "POST /api/upload/image";

    /// <summary>The question whether the server has a file already.</summary>
    public const string FileLook = "HEAD /api/view";

    /// <summary>Whether the harm keeps the server from learning of the request.</summary>
    public bool IsWithheld => Harm is Harm.Status500 or Harm.Status502 or Harm.Nothing;

    /// <summary>Each request is harmed once and for good, after the handshake with and without a socket; each message with and without another socket.</summary>
    /// <param name="requests">The requests of the run, in order.</param>
    /// <param name="messages">The messages that are harmed.</param>
    public static IEnumerable<HarmedCell> AllOf(IReadOnlyList<string> requests, IEnumerable<int> messages) =>
    [
        .. from request in requests
           let isBeforeSocket = !requests.TakeWhile(other => other != request).Contains(Handshake)
           from harm in Enum.GetValues<Harm>()
           from isLasting in (bool[])[false, true]
           from reconnects in isBeforeSocket ? [true] : (bool[])[true, false]
           select new HarmedCell(request, -1, harm, isLasting, reconnects),
        .. from message in messages
           from harm in Enum.GetValues<Harm>()
           from reconnects in (bool[])[true, false]
           select new HarmedCell(null, message, harm, IsLasting: false, reconnects),
    ];

    /// <summary>Whether it is about a file that the run takes along.</summary>
    private bool IsOfTransfer => Request is Upload or FileLook;

    /// <summary>Whether it is about what is asked of a run that was sent.</summary>
    private bool IsOfLook => Request is not (null or Handshake or Submission or Upload or FileLook);

    /// <summary>Whether the run may end so instead of as it does without harm: by which exceptions is documented.</summary>
    public bool Allows(string exception) => exception switch
    {
        nameof(ComfyRunTimeoutException) => IsLasting || (IsOfTransfer && Harm is Harm.Late or Harm.Nothing),
        nameof(ComfyConnectionException) => IsLasting || (Request == Handshake && Harm is Harm.Late or Harm.Nothing or Harm.Status500 or Harm.Garbage),
        nameof(ComfyServerException) => IsLasting ? Request == Submission || IsOfTransfer : IsOfTransfer && Harm is Harm.Status500 or Harm.Garbage,
        nameof(FileTransferException) => IsLasting && IsOfTransfer,
        nameof(ComfyRunLostException) => IsLasting && IsOfLook,
        _ => false,
    };

    public override string ToString() =>
        $"{Request ?? $"message {Message}"}: {Harm}{(IsLasting ? " for good" : "")}{(Reconnects ? "" : ", no socket from there on")}";
}
