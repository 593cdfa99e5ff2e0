namespace ComfyTyped.AspNetCore.Endpoints;

/// <summary>What a caller wants to get of a run.</summary>
internal enum AnswerKind
{
    /// <summary>The result as JSON, when it is there.</summary>
    Json,

    /// <summary>A picture that was saved.</summary>
    Image,

    /// <summary>Events while it runs, and the result.</summary>
    Events,

    /// <summary>The address of the run, at once (<c>Prefer: respond-async</c>).</summary>
    Address,
}
