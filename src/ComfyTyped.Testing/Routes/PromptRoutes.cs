using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Validation;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary><c>/prompt</c>: submitting, and the length of the queue.</summary>
internal sealed class PromptRoutes(ServerState state)
{
    private long _counter;

    public void Map(RouteMap routes)
    {
        routes.Get("/prompt", http => HttpJson.WriteAsync(http.Response, ServerEvents.QueueInfo(state.Queue.Remaining)));
        routes.Post("/prompt", SubmitAsync);
    }

    private async Task SubmitAsync(HttpContext http)
    {
        JsonElement body = await HttpJson.ReadAsync(http.Request);
        Submission submission = state.IsCloud ? Submission.ReadForCloud(body, NextNumber) : Submission.Read(body, NextNumber);
        if (submission.Prompt is not { } prompt)
        {
            await RejectAsync(http, PromptVerdict.Rejected("no_prompt", "No prompt provided", "No prompt provided"));
            return;
        }

        var graph = new PromptGraph(prompt);
        PromptVerdict verdict = state.Validator.Validate(graph, submission.Targets);
        if (verdict.Error is not null)
        {
            await RejectAsync(http, verdict);
            return;
        }

        JsonElement extraData = submission.ExtraData(state.Version, state.Time);
        state.Queue.Submit(new QueueItem(
            submission.Number, submission.PromptId, graph, extraData, verdict.Outputs, state.IsCloud ? "" : Submission.ClientIdOf(extraData)));
        await HttpJson.WriteAsync(http.Response, new JsonObject
        {
            ["prompt_id"] = submission.PromptId,
            ["number"] = submission.Number,
            ["node_errors"] = verdict.NodeErrors,
        });
    }

    private long NextNumber() => Interlocked.Increment(ref _counter) - 1;

    private static Task RejectAsync(HttpContext http, PromptVerdict verdict) => HttpJson.WriteAsync(
        http.Response,
        new JsonObject { ["error"] = verdict.Error!.ToJson(), ["node_errors"] = verdict.NodeErrors },
        StatusCodes.Status400BadRequest);
}
