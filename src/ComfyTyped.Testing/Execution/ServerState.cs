using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Validation;

namespace ComfyTyped.Testing.Execution;

/// <summary>What the routes work on; replacements only in a release that has them, a storage only where the server plays Comfy Cloud.</summary>
internal sealed record ServerState(
    ComfyVersion Version,
    DataDirectory Data,
    ServerFiles Files,
    NodeRegistry Nodes,
    SocketHub Sockets,
    PromptQueue Queue,
    PromptHistory History,
    PromptWorker Worker,
    PromptValidator Validator,
    NodeReplacements? Replacements,
    FaultPlan Faults,
    TimeProvider Time,
    SignedStorage? Storage)
{
    /// <summary>Whether the server plays Comfy Cloud.</summary>
    public bool IsCloud => Storage is not null;
}
