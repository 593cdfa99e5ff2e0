using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Validation;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/prompt</c>: submitting, and the length of the queue.</summary>
internal sealed class PromptRoutes(ServerState state, PromptIntake intake)
{
    public void Map(RouteMap routes)
    {
        routes.Get("/prompt", http => HttpJson.WriteAsync(http.Response, ServerEvents.QueueInfo(state.Queue.Remaining)));
        routes.Post("/prompt", SubmitAsync);
    }

    private async Task SubmitAsync(HttpContext http)
    {
        (Submission submission, PromptVerdict verdict) = intake.Submit(await HttpJson.ReadAsync(http.Request));
        if (verdict.Error is { } error)
        {
            await HttpJson.WriteAsync(
                http.Response,
                new JsonObject { ["error"] = error.ToJson(), ["node_errors"] = verdict.NodeErrors },
                StatusCodes.Status400BadRequest);
            return;
        }

        await HttpJson.WriteAsync(http.Response, new JsonObject
        {
            ["prompt_id"] = submission.PromptId,
            ["number"] = JsonNode.Parse(submission.Number.ToJson().GetRawText()),
            ["node_errors"] = verdict.NodeErrors,
        });
    }
}
