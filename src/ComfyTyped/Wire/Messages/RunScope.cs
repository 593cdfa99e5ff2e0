using ComfyTyped.Graph;

namespace ComfyTyped.Wire;

/// <summary>What a message needs to become an event of a run: the workflow that knows its nodes, where its files are, and the nodes known as cached.</summary>
internal readonly record struct RunScope(ComfyWorkflow Workflow, IFileReader Files, HashSet<string> Cached);
