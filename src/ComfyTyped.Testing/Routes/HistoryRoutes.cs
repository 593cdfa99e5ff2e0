using System.Globalization;
using System.Text.Json;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Python;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/history</c>: the prompts that have ended.</summary>
internal sealed class HistoryRoutes(ServerState state)
{
    public void Map(RouteMap routes)
    {
        routes.Get("/history", ListAsync);
        routes.Get("/history/{prompt_id}", FindAsync);
        routes.Post("/history", ChangeAsync);
    }

    private Task ListAsync(HttpContext http)
    {
        int? maxItems = Number(http.Request, "max_items");
        int offset = Number(http.Request, "offset") ?? -1;
        return WriteAsync(http, state.History.Page(maxItems, offset));
    }

    private Task FindAsync(HttpContext http)
    {
        HistoryEntry? entry = state.History.Find((string)http.Request.RouteValues["prompt_id"]!);
        return WriteAsync(http, entry is null ? [] : [entry]);
    }

    public async Task ChangeAsync(HttpContext http)
    {
        JsonElement body = await HttpJson.ReadAsync(http.Request);
        if (body.TryGetProperty("clear", out JsonElement clear) && PythonValue.IsTrue(clear))
            state.History.Clear();
        if (body.TryGetProperty("delete", out JsonElement ids))
        {
            foreach (JsonElement id in ids.EnumerateArray())
                state.History.Delete(PythonText.Str(id));
        }

        await HttpJson.WriteEmptyAsync(http.Response);
    }

    private static Task WriteAsync(HttpContext http, IEnumerable<HistoryEntry> entries) =>
        HttpJson.WriteAsync(http.Response, writer => PromptHistory.Write(writer, entries));

    private static int? Number(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var text) ? int.Parse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;
}
