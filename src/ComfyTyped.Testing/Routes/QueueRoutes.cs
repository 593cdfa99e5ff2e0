using System.Text.Json;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Python;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/queue</c>, <c>/interrupt</c> and <c>/free</c>: what waits, what runs, and stopping it.</summary>
internal sealed class QueueRoutes(ServerState state)
{
    public void Map(RouteMap routes)
    {
        routes.Get("/queue", ListAsync);
        routes.Post("/queue", ChangeAsync);
        routes.Post("/interrupt", InterruptAsync);
        routes.Post("/free", FreeAsync);
    }

    private Task ListAsync(HttpContext http)
    {
        (IReadOnlyList<QueueItem> running, IReadOnlyList<QueueItem> pending) = state.Queue.Snapshot();
        return HttpJson.WriteAsync(http.Response, writer =>
        {
            writer.WriteStartObject();
            Write(writer, "queue_running", running);
            Write(writer, "queue_pending", pending);
            writer.WriteEndObject();
        });
    }

    private async Task ChangeAsync(HttpContext http)
    {
        JsonElement body = await HttpJson.ReadAsync(http.Request);
        if (body.TryGetProperty("clear", out JsonElement clear) && PythonValue.IsTrue(clear))
            state.Queue.Clear();
        if (body.TryGetProperty("delete", out JsonElement ids))
        {
            foreach (JsonElement id in ids.EnumerateArray())
                state.Queue.Delete(PythonText.Str(id));
        }

        await HttpJson.WriteEmptyAsync(http.Response);
    }

    private async Task InterruptAsync(HttpContext http)
    {
        string? target = await TargetAsync(http.Request);
        await state.Worker.InterruptAsync(state.Version.InterruptsByPromptId ? target : null);
        await HttpJson.WriteEmptyAsync(http.Response);
    }

    /// <summary>The prompt to interrupt, or <c>null</c> for whatever runs. This route alone tolerates any body.</summary>
    private static async Task<string?> TargetAsync(HttpRequest request)
    {
        try
        {
            JsonElement body = await HttpJson.ReadAsync(request);
            return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("prompt_id", out JsonElement id) && PythonValue.IsTrue(id)
                ? PythonText.Str(id)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task FreeAsync(HttpContext http)
    {
        JsonElement body = await HttpJson.ReadAsync(http.Request);
        if (body.TryGetProperty("free_memory", out JsonElement memory) && PythonValue.IsTrue(memory))
            state.Worker.ForgetCache();
        await HttpJson.WriteEmptyAsync(http.Response);
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<QueueItem> items)
    {
        writer.WriteStartArray(name);
        foreach (QueueItem item in items)
            item.WriteTo(writer);
        writer.WriteEndArray();
    }
}
