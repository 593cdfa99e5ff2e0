using System.Text.Json;
using ComfyTyped.AspNetCore.Runs;

namespace ComfyTyped.AspNetCore.Answers;

/// <summary>Writes what callers see of a run.</summary>
/// <param name="address">The address of the endpoint, which links begin with.</param>
internal sealed class RunJson(string address)
{
    public string RunAddress(EndpointRun run) => $"{address}/runs/{run.Id}";

    /// <summary>All that is known of a run.</summary>
    public void WriteRun(Utf8JsonWriter writer, EndpointRun run, RunSnapshot snapshot)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, run.Id);
        writer.WriteString("status"u8, NameOf(snapshot.Status));
        WriteLinks(writer, run);
        if (snapshot.Progress is { } progress)
        {
            writer.WritePropertyName("progress"u8);
            WriteProgress(writer, progress);
        }
        if (snapshot.Result is { } result)
            WriteResult(writer, result);
        if (snapshot.Problem is { } problem)
        {
            writer.WritePropertyName("problem"u8);
            problem.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    public static void WriteProgress(Utf8JsonWriter writer, GraphProgress progress)
    {
        writer.WriteStartObject();
        WriteFinite(writer, "fraction"u8, progress.Fraction);
        writer.WriteNumber("done"u8, progress.Done);
        writer.WriteNumber("total"u8, progress.Total);
        if (progress.Node is { } node)
            writer.WriteString("node"u8, node.ToString());
        if (progress.Max > 0)
        {
            WriteFinite(writer, "value"u8, progress.Value);
            WriteFinite(writer, "max"u8, progress.Max);
        }
        writer.WriteEndObject();
    }

    /// <summary>Nodes tell what they like of their progress, and JSON has no infinity.</summary>
    private static void WriteFinite(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }

    public static void WritePreview(Utf8JsonWriter writer, PreviewFrame preview)
    {
        writer.WriteStartObject();
        if (preview.Node is { } node)
            writer.WriteString("node"u8, node.ToString());
        writer.WriteString("image"u8, $"data:{preview.MediaType};base64,{Convert.ToBase64String(preview.Image.Span)}");
        writer.WriteEndObject();
    }

    public void WriteOutput(Utf8JsonWriter writer, NodeResult output)
    {
        writer.WriteStartObject();
        writer.WriteString("node"u8, output.Node);
        WriteFiles(writer, output.Files);
        WriteTexts(writer, [output]);
        writer.WriteEndObject();
    }

    private void WriteLinks(Utf8JsonWriter writer, EndpointRun run)
    {
        writer.WriteString("self"u8, RunAddress(run));
        writer.WriteString("events"u8, RunAddress(run) + "/events");
    }

    private void WriteResult(Utf8JsonWriter writer, RunResult result)
    {
        writer.WriteString("promptId"u8, result.PromptId);
        writer.WriteStartObject("seeds"u8);
        foreach ((string node, ulong seed) in result.Seeds)
            writer.WriteNumber(node, seed);
        writer.WriteEndObject();
        WriteFiles(writer, result.Outputs.SelectMany(output => output.Files));
        WriteTexts(writer, result.Outputs);
    }

    private void WriteFiles(Utf8JsonWriter writer, IEnumerable<LinkedFile> files)
    {
        writer.WriteStartArray("files"u8);
        foreach (LinkedFile file in files)
        {
            writer.WriteStartObject();
            writer.WriteString("node"u8, file.Node);
            writer.WriteString("name"u8, file.Name);
            writer.WriteString("kind"u8, JsonNamingPolicy.CamelCase.ConvertName(file.File.Kind.ToString()));
            writer.WriteString("mediaType"u8, file.MediaType);
            writer.WriteString("url"u8, $"{address}/files/{file.Id}");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, IReadOnlyList<NodeResult> outputs)
    {
        writer.WriteStartArray("texts"u8);
        foreach (NodeResult output in outputs)
        {
            foreach (string text in output.Texts)
            {
                writer.WriteStartObject();
                writer.WriteString("node"u8, output.Node);
                writer.WriteString("text"u8, text);
                writer.WriteEndObject();
            }
        }
        writer.WriteEndArray();
    }

    private static string NameOf(RunStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
