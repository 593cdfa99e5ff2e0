using System.Buffers;
using System.Net;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>The routes of a server that a run needs, and what every other route needs.</summary>
internal sealed partial class ServerApi(ComfyHttp http, ServerDialect dialect, RequestRetry retry)
{
    public Uri Server => http.Address.Http;

    public ServerDialect Dialect => dialect;

    /// <summary>Raised when this client has taken runs off the server by their ids, or all that wait (null): those that it follows end now.</summary>
    public event Action<IReadOnlyCollection<string>?>? TakenOff;

    public void ReportTakenOff(IReadOnlyCollection<string>? promptIds) => TakenOff?.Invoke(promptIds);

    /// <exception cref="PromptRejectedException">The server does not accept it.</exception>
    public async Task<PromptReply> SubmitAsync(ComfyWorkflow workflow, ReadOnlyMemory<byte> body, string promptId, CancellationToken cancellationToken)
    {
        using HttpAnswer answer = await http.PostAsync("prompt", body, cancellationToken).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.OK)
        {
            throw (answer.Status == HttpStatusCode.BadRequest ? PromptRejection.Read(answer.Body.Span, workflow) : null)
                ?? (Exception)http.Failures.Of("prompt", answer);
        }
        PromptReply reply = Parse("prompt", answer.Body, utf8 => PromptReply.Read(utf8, promptId, workflow));
        if (reply.PromptId == promptId)
            _known.KeepsPromptIds = true;
        return reply;
    }

    /// <summary>Reads what a run left when it ended. Whoever follows a run asks again anyway, and must hear of failures: so this is done once.</summary>
    /// <returns>Null for a run that has not ended, or that the server does not know.</returns>
    public Task<HistoryEntry?> GetHistoryAsync(string promptId, RunScope scope, CancellationToken cancellationToken)
    {
        string route = dialect.RecordRoute(promptId);
        Parser<HistoryEntry?> parse = utf8 => dialect.ReadRecord(utf8, promptId, scope);
        // A history answers for a run that it does not know as well.
        return dialect.MayLackJobs ? ReadOnceAsync(route, parse, cancellationToken) : FindOnceAsync(route, parse, cancellationToken);
    }

    /// <summary>Asks whether any run has ended since the server was started, or its history cleared.</summary>
    public Task<bool> HasHistoryAsync(CancellationToken cancellationToken) =>
        ReadOnceAsync(dialect.HistoryRoute + "?max_items=1", HistoryReader.HasEntries, cancellationToken);

    /// <summary>Looks for a run that waits or runs, once, like <see cref="GetHistoryAsync"/>.</summary>
    public async Task<QueuePlace> FindInQueueAsync(string promptId, CancellationToken cancellationToken) =>
        (await GetQueueAsync(cancellationToken).ConfigureAwait(false)).PlaceOf(promptId);

    /// <summary>Lists what waits and runs, once.</summary>
    public Task<LiveRuns> GetQueueAsync(CancellationToken cancellationToken) => ReadOnceAsync("queue", QueueReader.Read, cancellationToken);

    /// <summary>Counts what waits and runs, once.</summary>
    public Task<long> CountQueueAsync(CancellationToken cancellationToken) =>
        ReadOnceAsync("prompt", static utf8 => PythonJson.Parse(utf8).Member("exec_info").Member("queue_remaining").AsInteger() ?? 0, cancellationToken);

    /// <summary>Takes a prompt out of the queue, if it still waits there.</summary>
    public Task DeleteFromQueueAsync(string promptId, CancellationToken cancellationToken) =>
        PostRepeatableAsync("queue", writer => writer.WriteTexts("delete"u8, [promptId]), cancellationToken);

    /// <summary>Interrupts a prompt; on servers where <see cref="InterruptsByPromptIdAsync"/> is false, whatever runs.</summary>
    public Task InterruptAsync(string promptId, CancellationToken cancellationToken)
    {
        Action<Utf8JsonWriter> write = writer => writer.WriteString("prompt_id"u8, promptId);
        return _known.InterruptsByPromptId == true
            ? PostRepeatableAsync("interrupt", write, cancellationToken)
            : PostAsync("interrupt", write, cancellationToken);
    }

    public Task<SystemStats> GetSystemStatsAsync(CancellationToken cancellationToken) => ReadAsync("system_stats", SystemStatsReader.Read, cancellationToken);

    /// <summary>Asks once for the version, on which it depends what the server looks at.</summary>
    /// <returns>Null when the server does not tell.</returns>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<string?> FindVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadOnceAsync("system_stats", SystemStatsReader.Read, cancellationToken).ConfigureAwait(false)).System.ComfyUIVersion;
        }
        catch (ComfyServerException)
        {
            return null;
        }
    }

    /// <summary>Reads any route, again if that fails for a passing reason.</summary>
    public Task<T> ReadAsync<T>(string route, Parser<T> parse, CancellationToken cancellationToken) =>
        retry.RunAsync(token => ReadOnceAsync(route, parse, token), cancellationToken);

    /// <summary>Reads any route that answers 404, as JSON, when there is nothing; again if that fails for a passing reason.</summary>
    public Task<T?> FindAsync<T>(string route, Parser<T> parse, CancellationToken cancellationToken) =>
        retry.RunAsync(token => FindOnceAsync(route, parse, token), cancellationToken);

    /// <summary>Reads such a route once.</summary>
    public async Task<T?> FindOnceAsync<T>(string route, Parser<T> parse, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnceAsync(route, parse, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyServerException exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.Body.StartsWith('{'))
        {
            return default;
        }
    }

    /// <summary>Asks for the declaration of one node class; no object when the server does not have it.</summary>
    public async Task<JsonElement> GetNodeClassAsync(string classType, CancellationToken cancellationToken)
    {
        // These are no names but steps within a URL.
        if (classType is "" or "." or "..")
            return default;
        string route = dialect.DescribesSingleClasses ? "object_info/" + Uri.EscapeDataString(classType) : "object_info";
        return (await ReadAsync(route, PythonJson.Parse, cancellationToken).ConfigureAwait(false)).Member(classType);
    }

    public async Task<UploadedFile> UploadImageAsync(Stream content, string fileName, UploadOptions upload, CancellationToken cancellationToken)
    {
        const string Route = "upload/image";
        using HttpContent form = UploadForm.Create(Guard(content, upload.Progress), fileName, upload);
        using PooledBuffer body = await UploadAsync(Route, form, cancellationToken).ConfigureAwait(false);
        return Parse(Route, body, utf8 => UploadForm.ReadReply(utf8, fileName, upload));
    }

    /// <summary>Uploads a mask for a picture that the server has. It would not say so if it had not, and store nothing.</summary>
    public async Task<UploadedFile> UploadMaskAsync(
        Stream content,
        string fileName,
        UploadedFile original,
        UploadOptions upload,
        CancellationToken cancellationToken)
    {
        const string Route = "upload/mask";
        if (dialect.KeepsFileNames && await FindFileAsync(original, cancellationToken).ConfigureAwait(false) is null)
            throw new ComfyServerException($"The server has no file \"{original.ToInputName()}\" that could get a mask.", HttpStatusCode.NotFound, "");
        using HttpContent form = UploadForm.Create(Guard(content, upload.Progress), fileName, upload, original);
        using PooledBuffer body = await UploadAsync(Route, form, cancellationToken).ConfigureAwait(false);
        return Parse(Route, body, utf8 => UploadForm.ReadReply(utf8, fileName, upload));
    }

    /// <summary>Makes sure that a stream of the application cannot hold up an upload.</summary>
    public SourceStream Guard(Stream content, IProgress<long>? progress = null)
    {
        SourceStream source = content as SourceStream ?? new SourceStream(content, http.Options.TransferStallTimeout, http.Options.TimeProvider);
        source.Progress = progress;
        return source;
    }

    /// <summary>Looks for a file of the server.</summary>
    /// <returns>Its length, -1 when the server does not tell; null when there is none.</returns>
    public Task<long?> FindFileAsync(UploadedFile file, CancellationToken cancellationToken) =>
        retry.RunAsync(token => http.FindAsync(ViewQuery.Of(file.Name, file.Subfolder, file.Type, null), token), cancellationToken);

    /// <summary>Posts an object to any route that answers with nothing.</summary>
    public Task PostAsync(string route, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        PostAsync(route, write, static _ => true, cancellationToken);

    /// <summary>Posts an object to any route.</summary>
    public async Task<T> PostAsync<T>(string route, Action<Utf8JsonWriter> write, Parser<T> parse, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(128);
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        using HttpAnswer answer = await http.PostAsync(route, body.WrittenMemory, cancellationToken).ConfigureAwait(false);
        if ((int)answer.Status is < 200 or > 299)
            throw http.Failures.Of(route, answer);
        return Parse(route, answer.Body, parse);
    }

    /// <summary>Posts an object that may arrive twice, again if that fails for a passing reason.</summary>
    public Task PostRepeatableAsync(string route, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        PostRepeatableAsync(route, write, static _ => true, cancellationToken);

    /// <summary>Posts an object that may arrive twice, again if that fails for a passing reason.</summary>
    public Task<T> PostRepeatableAsync<T>(string route, Action<Utf8JsonWriter> write, Parser<T> parse, CancellationToken cancellationToken) =>
        retry.RunAsync(token => PostAsync(route, write, parse, token), cancellationToken);

    /// <summary>Makes the server give memory back, once it has nothing to run or is between two prompts.</summary>
    public Task FreeAsync(bool unloadModels, bool freeMemory, CancellationToken cancellationToken) =>
        PostAsync(
            "free",
            writer =>
            {
                writer.WriteBoolean("unload_models"u8, unloadModels);
                writer.WriteBoolean("free_memory"u8, freeMemory);
            },
            cancellationToken);

    internal delegate T Parser<out T>(ReadOnlySpan<byte> utf8);

    /// <summary>A file that is there already is not stored again, so that an upload may arrive twice.</summary>
    private Task<PooledBuffer> UploadAsync(string route, HttpContent form, CancellationToken cancellationToken) => ComfyHttp.CanSendAgain(form)
        ? retry.RunAsync(token => http.UploadAsync(route, form, token), cancellationToken)
        : http.UploadAsync(route, form, cancellationToken);

    private async Task<T> ReadOnceAsync<T>(string route, Parser<T> parse, CancellationToken cancellationToken)
    {
        using PooledBuffer body = await http.GetAsync(route, cancellationToken).ConfigureAwait(false);
        return Parse(route, body, parse);
    }

    private T Parse<T>(string route, PooledBuffer body, Parser<T> parse)
    {
        try
        {
            return parse(body.Span);
        }
        catch (JsonException exception)
        {
            ComfyServerException failure = http.Failures.Of(route, new HttpAnswer(HttpStatusCode.OK, body));
            throw new ComfyServerException("This is no answer of a ComfyUI server. " + failure.Message, HttpStatusCode.OK, failure.Body, exception);
        }
    }
}
