using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Where a run stands, by the job of that id; the large rest of the answer is skipped.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="ErrorMessage">Why it failed, in Comfy Cloud's words; null when the server does not tell.</param>
internal readonly record struct JobState(JobStatus Status, string? ErrorMessage)
{
    /// <exception cref="JsonException">It is no job.</exception>
    public static JobState Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(PythonJson.Normalize(utf8), PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The job is no JSON object.");
        string? status = null;
        string? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isStatus = reader.TextEquals("status"u8);
            bool isError = reader.TextEquals("error_message"u8);
            reader.Read();
            if (isStatus)
                status = reader.ReadText();
            else if (isError)
                error = reader.ReadText();
            else
                reader.Skip();
        }
        return status is null ? throw new JsonException("The job has no status.") : new JobState(JobStatuses.FromWire(status), error);
    }
}
