namespace ComfyTyped;

/// <summary>How a client sends its runs.</summary>
public enum SubmissionMode
{
    /// <summary>By <c>POST /prompt</c>, as ComfyUI takes them.</summary>
    Http,

    /// <summary>
    /// By the message <c>{"type":"execute","data":{"prompt":...,"client_id":...}}</c> over the socket, for servers and gateways that take it. ComfyUI itself
    /// ignores such messages (every version so far). Nobody answers them: a run counts as accepted when it is sent.
    /// </summary>
    Socket,
}
