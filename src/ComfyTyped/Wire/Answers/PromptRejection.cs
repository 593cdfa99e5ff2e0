using System.Globalization;
using System.Text;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Turns the body of a 400 into the exception that says what to change.</summary>
internal static class PromptRejection
{
    /// <summary>How many errors the text of the exception lists; its property has them all.</summary>
    private const int DescribedErrors = 20;

    /// <returns>Null when the body is not one of the forms that ComfyUI has.</returns>
    public static PromptRejectedException? Read(ReadOnlySpan<byte> utf8, ComfyWorkflow workflow)
    {
        JsonElement body;
        try
        {
            body = PythonJson.Parse(utf8);
        }
        catch (JsonException)
        {
            return null;
        }
        JsonElement error = body.Member("error");
        // Before 0.3.28 it is a text.
        string? message = error.Member("message").AsText() ?? error.AsText();
        if (message is null)
            return null;
        IReadOnlyList<NodeError> nodeErrors = NodeErrorReader.ReadAll(body.Member("node_errors"), workflow);
        if (nodeErrors.Count == 0 && NodeErrorReader.ReadFromPromptError(error, workflow) is { } single)
            nodeErrors = [single];
        string details = error.Member("details").AsText() ?? "";
        return new PromptRejectedException(Describe(message, details, nodeErrors), error.Member("type").AsText() ?? "", details, nodeErrors);
    }

    public static PromptPartlyRejectedException Partly(PromptReply reply) =>
        new(Describe("The server dropped some outputs of the prompt", "", reply.Dropped), reply.PromptId, reply.Dropped);

    private static string Describe(string message, string details, IReadOnlyList<NodeError> nodeErrors)
    {
        if (nodeErrors.Count == 1)
            return nodeErrors[0].ToString();
        if (nodeErrors.Count == 0)
            return details.Length == 0 || details == message ? message : $"{message}: {details}";
        var text = new StringBuilder(message).Append(':');
        foreach (NodeError error in nodeErrors.Take(DescribedErrors))
            text.Append("\n  ").Append(error);
        if (nodeErrors.Count > DescribedErrors)
            text.Append(CultureInfo.InvariantCulture, $"\n  and {nodeErrors.Count - DescribedErrors} more");
        return text.ToString();
    }
}
