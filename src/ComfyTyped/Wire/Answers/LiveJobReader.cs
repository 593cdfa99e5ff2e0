using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads from <c>GET /api/jobs</c> which jobs wait or run.</summary>
internal static class LiveJobReader
{
    /// <summary>The query for those jobs, which every server with jobs understands.</summary>
    public const string Query = "?status=pending%2Cin_progress";

    /// <exception cref="JsonException">It is not a list of jobs.</exception>
    public static LiveRuns Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(PythonJson.Normalize(utf8), PythonJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The jobs are not a JSON object.");
        var runs = new LiveRuns();
        bool hasJobs = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isList = reader.TextEquals("jobs"u8);
            bool isPagination = reader.TextEquals("pagination"u8);
            reader.Read();
            if (isList && reader.TokenType == JsonTokenType.StartArray)
            {
                hasJobs = true;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadJob(ref reader, runs);
            }
            else if (isPagination && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadPagination(ref reader, runs);
            }
            else
            {
                reader.Skip();
            }
        }
        return hasJobs ? runs : throw new JsonException("There is no list of jobs.");
    }

    private static void ReadJob(ref Utf8JsonReader reader, LiveRuns runs)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        (string? id, string? status) = (null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.TextEquals("id"u8);
            bool isStatus = reader.TextEquals("status"u8);
            reader.Read();
            if (isId)
                id = reader.ReadText();
            else if (isStatus)
                status = reader.ReadText();
            else
                reader.Skip();
        }
        if (id is null)
            return;
        if (JobStatuses.FromWire(status) is JobStatus.InProgress)
            runs.Add(id, QueuePlace.Running);
        else if (JobStatuses.FromWire(status) is JobStatus.Pending)
            runs.Add(id, QueuePlace.Pending);
    }

    private static void ReadPagination(ref Utf8JsonReader reader, LiveRuns runs)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isMore = reader.TextEquals("has_more"u8);
            reader.Read();
            if (isMore)
                runs.IsComplete = !reader.ReadFlag();
            else
                reader.Skip();
        }
    }
}
