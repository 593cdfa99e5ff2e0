using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Validation;

namespace ComfyTyped.Testing.Execution;

/// <summary>Takes prompts over the socket, as the WebSocket guide sends them and ComfyUI does not: <c>{"type":"execute","data":{"prompt":...}}</c>.</summary>
internal sealed class ExecuteMessages(PromptIntake intake)
{
    /// <summary>Takes the prompt of a message, if it is one. From then on the socket hears the guide's answers.</summary>
    public void Accept(ReadOnlySpan<byte> message, ClientSocket socket)
    {
        if (Read(message) is not { } body)
            return;
        socket.SpeaksGuide = true;
        body["client_id"] ??= socket.Id;
        try
        {
            (Submission submission, PromptVerdict verdict) = intake.Submit(JsonSerializer.SerializeToElement(body));
            if (verdict.Error is not null)
                socket.Send(Rejection(submission.PromptId, verdict));
        }
        catch (FormatException problem)
        {
            // Where a request would get a 500.
            socket.Send(GuideAnswers.Error((string?)body["prompt_id"], null, problem.Message));
        }
    }

    private static JsonObject? Read(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonNode.Parse(message) is JsonObject json
                && json["type"] is JsonValue type && type.TryGetValue(out string? text) && text == "execute"
                    ? json["data"] as JsonObject
                    : null;
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static JsonObject Rejection(string promptId, PromptVerdict verdict)
    {
        (string? node, JsonNode? errors) = verdict.NodeErrors.FirstOrDefault();
        JsonNode? first = errors?["errors"]?[0];
        string text = first is null ? $"{verdict.Error!.Message}: {verdict.Error.Details}" : $"{(string?)first["message"]}: {(string?)first["details"]}";
        return GuideAnswers.Error(promptId, node, text);
    }
}
