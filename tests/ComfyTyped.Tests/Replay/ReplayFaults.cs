using System.Text;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Replay;

/// <summary>How a replay differs from its recording.</summary>
internal sealed record ReplayFaults
{
    /// <summary>The socket breaks after so many frames; the run goes on.</summary>
    public int? BreakSocketAfter { get; init; }

    /// <summary>A run whose socket broke goes on when the client has opened another one.</summary>
    public bool WaitForReconnect { get; init; }

    /// <summary>Before that, so many frames get lost.</summary>
    public int LostAfterBreak { get; init; }

    /// <summary>The run goes on when the client closes its socket: what comes meanwhile is lost, until the client has opened another one.</summary>
    public bool GoesOn { get; init; }

    /// <summary>So many handshakes after the break are refused.</summary>
    public int RefusedAfterBreak { get; init; }

    /// <summary>
    /// So many frames after the break the server learns of it, and forgets the client id: a new socket of that id, open by then, gets nothing any more, whatever
    /// the run. With 0 it learns of it at once, when there is no new socket.
    /// </summary>
    public int NoticeAfter { get; init; }

    /// <summary>After so many frames the socket stays open but brings nothing; the run goes on when the client has opened another one.</summary>
    public int? DeafAfter { get; init; }

    /// <summary>Frames that get lost on their way.</summary>
    public Func<RecordedEntry, bool>? Lose { get; init; }

    /// <summary>Frames that come instead of a recorded one. Ids are those of the recording.</summary>
    public Func<RecordedEntry, IEnumerable<Frame>>? Replace { get; init; }

    /// <summary>How often the history is still empty when it should not be.</summary>
    public int EmptyHistories { get; init; }

    /// <summary>The history's answer, instead of the recorded one.</summary>
    public string? HistoryAnswer { get; init; }

    /// <summary>The history is never written.</summary>
    public bool NoHistory { get; init; }

    /// <summary>Frames are sent in so many parts.</summary>
    public int Fragments { get; init; } = 1;

    /// <summary>The server gives the prompt this id, as servers before 0.3.45 do.</summary>
    public string? OwnPromptId { get; init; }

    /// <summary>All frames come before the answer to the submission.</summary>
    public bool FramesBeforeAnswer { get; init; }

    /// <summary>The run stops before this frame, and goes on when the client has interrupted it.</summary>
    public Func<RecordedEntry, bool>? StallBefore { get; init; }

    /// <summary>The version in /system_stats.</summary>
    public string? Version { get; init; }

    /// <summary>The run waits in the queue and never starts.</summary>
    public bool StaysPending { get; init; }

    /// <summary>The server forgets the run: neither history nor queue have it.</summary>
    public bool Forgets { get; init; }

    /// <summary>The server is found below this path.</summary>
    public string? PathBase { get; init; }

    /// <summary>Refuses the handshake of the socket (401).</summary>
    public Func<HttpContext, bool>? RefuseSocket { get; init; }

    /// <summary>Answers a prompt that the server takes in all the same, when this is done; returns false to leave the answer to the recording.</summary>
    public Func<HttpContext, Task<bool>>? AnswerAccepted { get; init; }

    /// <summary>Answers requests instead of the recording; returns false to leave one to it.</summary>
    public Func<HttpContext, Task<bool>>? Answer { get; init; }
}

/// <summary>A frame to send.</summary>
internal sealed record Frame(byte[] Bytes, bool IsBinary)
{
    public static Frame Text(string json) => new(Encoding.UTF8.GetBytes(json), false);

    public static Frame Of(RecordedEntry entry) => entry.Binary is { } binary ? new Frame(binary, true) : Text(entry.Text);
}
