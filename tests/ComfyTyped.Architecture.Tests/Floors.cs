namespace ComfyTyped.Architecture.Tests;

/// <summary>
/// The folders of each project, from the ground up. A file may use its own folder and those before it, never one that comes later. The same order, with what
/// each is for, stands in <c>docs/contributing/architecture.md</c>.
/// </summary>
internal static class Floors
{
    public static readonly IReadOnlyDictionary<string, string[]> Of = new Dictionary<string, string[]>
    {
        ["ComfyTyped"] =
        [
            .. Core,
            "Primitives", "Primitives/Json", "Primitives/Secrets",
            "Contract",
            "Graph/Schemas", "Graph/Files", "Graph/Nodes", "Graph/Results", "Graph/Inputs", "Graph/Editing",
            "Validation", "Validation/Server",
            "Loading",
            "Events/Progress", "Events/Failures", "Events", "Events/Frames",
            "Options",
            "Diagnostics",
            "Wire/Messages", "Wire/Answers", "Wire/Http", "Wire/Sockets", "Wire/Dialects", "Wire", "Wire/Files",
            "Runs/Tracing", "Runs/Callbacks", "Runs/State", "Runs/Connection", "Runs/Cancelling", "Runs/Submission", "Runs/Following", "Runs",
            "Server", "Server/Jobs",
            "Client",
            "Pool/Status", "Pool",
            "Batches",
            "Pipelines",
            "Settings",
        ],
        ["ComfyTyped.Compiler"] =
        [
            .. Core,
            "Diagnostics",
            "Models",
            "Catalog",
            "Inference",
            "Naming",
            "NodeTypes",
            "Emit",
            "Snapshots",
            "Rules", "Rules/Advice", "Rules/Classes", "Rules/Graphs", "Rules/Inputs", "Rules/Links", "Rules/Values",
            "CallSites", "CallSites/Runs", "CallSites/Values",
            "Pipeline",
            "",
        ],
        ["ComfyTyped.Testing"] =
        [
            "Python",
            "Prompts",
            "Protocol",
            "Faults",
            "Definitions",
            "Messages",
            "Painting",
            "Nodes",
            "Validation",
            "Faults/Answers", "Faults/Sockets", "Faults/Outputs",
            "Execution/Nodes", "Execution",
            "Routes",
            "Cloud",
            "Options",
            "Hosting",
            "",
        ],
        ["ComfyTyped.AspNetCore"] =
        [
            "Failures",
            "Inputs",
            "Setup",
            "Requests",
            "Runs",
            "Answers",
            "Page",
            "OpenApi",
            "Endpoints",
            "",
        ],
        ["ComfyTyped.Extensions.DependencyInjection"] = ["Hosting", ""],
        ["ComfyTyped.Extensions.AI"] = ["AI", ""],
    };

    private static string[] Core =>
        [SourceGraph.Core, $"{SourceGraph.Core}/Json", $"{SourceGraph.Core}/Workflows", $"{SourceGraph.Core}/Rules"];
}
