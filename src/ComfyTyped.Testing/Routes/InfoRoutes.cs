using System.Text.Json.Nodes;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Protocol;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary>What the server is and has: nodes, models, features.</summary>
internal sealed class InfoRoutes(ServerState state)
{
    private const long ClaimedMemory = 16L * 1024 * 1024 * 1024;

    public void Map(RouteMap routes)
    {
        routes.Get("/object_info", http => WriteAsync(http, Nodes(state.Nodes)));
        routes.Get("/system_stats", http => WriteAsync(http, SystemStats()));
        routes.Get("/features", http => WriteAsync(http, ServerFeatures.For(state.Version)));
        if (state.IsCloud)
        {
            routes.Get("/experiment/models", http => WriteAsync(http, Named(ModelFolders.In(state.Version))));
            routes.Get("/experiment/models/{folder}", http => WriteAsync(http, Named(state.Files.In((string)http.Request.RouteValues["folder"]!))));
            return;
        }

        routes.Get("/object_info/{class}", http => WriteAsync(http, Nodes(Named(http, "class"))));
        routes.Get("/models", http => WriteAsync(http, Texts(ModelFolders.In(state.Version))));
        routes.Get("/models/{folder}", ModelsAsync);
        routes.Get("/embeddings", http => WriteAsync(http, Texts(state.Files.In("embeddings").Select(Path.GetFileNameWithoutExtension))));
        routes.Get("/extensions", http => WriteAsync(http, new JsonArray()));
        routes.Get("/users", http => WriteAsync(http, new JsonObject { ["storage"] = "server", ["migrated"] = false }));
        if (state.Replacements is not null)
            routes.Get("/node_replacements", http => WriteAsync(http, NodeReplacements.ToJson()));
        if (state.Version.HasAssets)
            routes.GetApi("/assets", http => HttpJson.WriteAsync(http.Response, AssetsDisabled(), StatusCodes.Status503ServiceUnavailable));
        routes.Get("/view_metadata/{folder}", http => HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status404NotFound));
    }

    private Task ModelsAsync(HttpContext http)
    {
        string folder = (string)http.Request.RouteValues["folder"]!;
        return ModelFolders.In(state.Version).Contains(folder, StringComparer.Ordinal)
            ? WriteAsync(http, Texts(state.Files.In(folder)))
            : HttpJson.WriteEmptyAsync(http.Response, StatusCodes.Status404NotFound);
    }

    // Of all escapes the web server leaves only that of a slash as it is, so that a class type with one is one part of the path.
    private IEnumerable<NodeBehavior> Named(HttpContext http, string routeValue) =>
        state.Nodes.Find(((string)http.Request.RouteValues[routeValue]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is { } behavior ? [behavior] : [];

    private JsonObject Nodes(IEnumerable<NodeBehavior> behaviors) => new(behaviors
        .OrderBy(behavior => behavior.Definition.ClassType, StringComparer.Ordinal)
        .Select(behavior => new KeyValuePair<string, JsonNode?>(
            behavior.Definition.ClassType, ObjectInfo.Of(behavior.Definition, state.Files, state.Version))));

    private JsonObject SystemStats() => new()
    {
        ["system"] = System(),
        ["devices"] = new JsonArray(new JsonObject
        {
            ["name"] = "cpu",
            ["type"] = "cpu",
            ["index"] = null,
            ["vram_total"] = ClaimedMemory,
            ["vram_free"] = ClaimedMemory,
            ["torch_vram_total"] = ClaimedMemory,
            ["torch_vram_free"] = ClaimedMemory,
        }),
    };

    private JsonObject System()
    {
        var system = new JsonObject
        {
            ["os"] = state.Version.ReportsPlatform ? (OperatingSystem.IsWindows() ? "win32" : "linux") : (OperatingSystem.IsWindows() ? "nt" : "posix"),
            ["ram_total"] = ClaimedMemory,
            ["ram_free"] = ClaimedMemory,
            ["comfyui_version"] = state.Version.Text,
            ["required_frontend_version"] = "",
            ["installed_templates_version"] = null,
            ["required_templates_version"] = "",
            ["python_version"] = "none (ComfyTyped local server)",
            ["pytorch_version"] = "none",
            ["embedded_python"] = false,
            ["argv"] = new JsonArray("main.py", "--cpu"),
        };
        if (state.Version.IsOf2026)
        {
            system["comfy_package_versions"] = new JsonArray(
                new JsonObject { ["name"] = "comfyui-frontend-package", ["installed"] = null, ["required"] = "" });
            system["deploy_environment"] = "local-git";
        }

        return system;
    }

    private static JsonObject AssetsDisabled() => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = "SERVICE_DISABLED",
            ["message"] = "Assets system is disabled. Start the server with --enable-assets to use this feature.",
            ["details"] = new JsonObject(),
        },
    };

    private static JsonArray Named(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode?)new JsonObject { ["name"] = name })]);

    private static JsonArray Texts(IEnumerable<string?> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    private static Task WriteAsync(HttpContext http, JsonNode body) => HttpJson.WriteAsync(http.Response, body);
}
