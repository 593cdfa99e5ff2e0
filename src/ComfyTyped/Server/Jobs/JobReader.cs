using System.Text.Json;
using ComfyTyped.Graph;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Server;

/// <summary>Reads <c>GET /api/jobs</c> and <c>GET /api/jobs/{id}</c> with all that they tell. A run that looks for itself takes <see cref="JobState"/>.</summary>
internal static class JobReader
{
    public static JobPage ReadPage(ReadOnlySpan<byte> utf8, IFileReader files)
    {
        JsonElement page = PythonJson.Parse(utf8);
        if (page.Member("jobs").ValueKind != JsonValueKind.Array)
            throw new JsonException("The jobs are no list.");
        Job[] jobs = [.. page.Member("jobs").Items().Select(job => Read(job, files)).OfType<Job>()];
        JsonElement pagination = page.Member("pagination");
        int offset = (int)(pagination.Member("offset").AsInteger() ?? 0);
        return new JobPage(jobs, offset, (int)(pagination.Member("total").AsInteger() ?? offset + jobs.Length), pagination.Member("has_more").IsTrue());
    }

    public static JobDetails ReadDetails(ReadOnlySpan<byte> utf8, IFileReader files)
    {
        JsonElement details = PythonJson.Parse(utf8);
        Job job = Read(details, files) ?? throw new JsonException("The job has no id or no status.");
        HistoryRun run = HistoryRunReader.Read(job.Id, details, details.Member("execution_status"), files);
        JsonElement workflow = details.Member("workflow");
        return new JobDetails(job, run.Outputs, run.Messages, workflow.Member("prompt"), workflow.Member("extra_data"));
    }

    private static Job? Read(JsonElement job, IFileReader files)
    {
        if (job.Member("id").AsText() is not { } id || job.Member("status").AsText() is not { } status)
            return null;
        return new Job(
            id,
            JobStatuses.FromWire(status),
            status,
            job.Member("priority").AsDouble(),
            job.Member("create_time").AsTimestamp(),
            job.Member("execution_start_time").AsTimestamp(),
            job.Member("execution_end_time").AsTimestamp(),
            HistoryRunReader.ReadError(job.Member("execution_error"), id, files),
            (int?)job.Member("outputs_count").AsInteger(),
            ReadPreview(job.Member("preview_output"), files),
            job.Member("workflow_id").AsText());
    }

    private static JobPreview? ReadPreview(JsonElement preview, IFileReader files)
    {
        if (preview.ValueKind != JsonValueKind.Object)
            return null;
        string mediaType = preview.Member("mediaType").AsText() ?? "";
        OutputFile? file = OutputFileReader.Read(mediaType, preview, files);
        return new JobPreview(
            preview.Member("nodeId").AsText() ?? "", mediaType, file, preview.Member("content").AsText(), preview.Member("truncated").IsTrue());
    }
}
