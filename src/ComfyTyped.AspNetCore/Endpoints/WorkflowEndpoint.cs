using System.Text;
using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.OpenApi;
using ComfyTyped.AspNetCore.Page;
using ComfyTyped.AspNetCore.Requests;
using ComfyTyped.AspNetCore.Runs;
using ComfyTyped.AspNetCore.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ComfyTyped.AspNetCore.Endpoints;

/// <summary>The routes of a workflow.</summary>
internal sealed class WorkflowEndpoint
{
    private readonly EndpointSetup _setup;
    private readonly RequestReader _reader;
    private readonly RunStore _store;
    private readonly ReadOnlyMemory<byte> _schema;

    public WorkflowEndpoint(EndpointSetup setup)
    {
        _setup = setup;
        _reader = new RequestReader(setup);
        _store = new RunStore(setup);
        _schema = Encoding.UTF8.GetBytes(setup.Access.Schema);
    }

    public void Map(RouteGroupBuilder group)
    {
        Map(group.MapPost("", Guarded(RunAsync)), "run", RunAsync);
        Map(group.MapGet("schema", Guarded(GetSchemaAsync)), "schema", GetSchemaAsync);
        Map(group.MapGet("runs/{id}", Guarded(GetRunAsync)), "status", GetRunAsync);
        Map(group.MapGet("runs/{id}/events", Guarded(GetEventsAsync)), "events", GetEventsAsync);
        Map(group.MapDelete("runs/{id}", Guarded(DeleteRunAsync)), "delete", DeleteRunAsync);
        Map(group.MapGet("files/{id}", Guarded(GetFileAsync)), "file", GetFileAsync);
        if (_setup.HasPage)
            group.MapGet("", PageContent.WriteAsync);
    }

    private void Map(IEndpointConventionBuilder route, string operation, RequestDelegate handler) => Operations.Describe(route, operation, handler, _setup);

    private RequestDelegate Guarded(RequestDelegate handler) => Endpoints.Guarded.By(_setup, handler);

    private async Task RunAsync(HttpContext context)
    {
        _setup.CrossSite.ThrowIfForeign(context.Request);
        var answer = Answer.Of(context.Request);
        (EndpointRun run, Task ended) = await StartAsync(context, answer.Kind).ConfigureAwait(false);
        var json = new RunJson(EndpointAddress.Of(context.Request, below: 0));
        if (answer.Kind == AnswerKind.Address)
        {
            context.Response.Headers.Location = json.RunAddress(run);
            context.Response.Headers["Preference-Applied"] = "respond-async";
            await WriteRunAsync(context, run, json, StatusCodes.Status202Accepted).ConfigureAwait(false);
            return;
        }

        // The run belongs to the request: it ends when the caller is gone.
        using CancellationTokenRegistration abortion = context.RequestAborted.Register(run.Cancel);
        try
        {
            if (answer.Kind == AnswerKind.Events)
                await new EventStream(context, json, _setup.Time).WriteAsync(run, context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            await ended.ConfigureAwait(false);
        }
        if (answer.Kind != AnswerKind.Events)
            await WriteResultAsync(context, run, answer, json).ConfigureAwait(false);
    }

    /// <summary>Takes what a run needs before the first byte of its request is read, and holds nothing of the request once it is started.</summary>
    private async Task<(EndpointRun Run, Task Ended)> StartAsync(HttpContext context, AnswerKind answer)
    {
        string? owner = OwnerOf(context);
        if (_setup.Owner is not null && owner is null)
            throw new ProblemException(Problem.NoOwner);
        IDisposable slot = _store.TakeSlot();
        try
        {
            RunRequest request = await _reader.ReadAsync(context).ConfigureAwait(false);
            bool isWatching = answer is AnswerKind.Events or AnswerKind.Address;
            return _store.Start(request, slot, new RunCaller(owner, IsTold: answer != AnswerKind.Image, isWatching));
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    private async Task WriteResultAsync(HttpContext context, EndpointRun run, Answer answer, RunJson json)
    {
        context.RequestAborted.ThrowIfCancellationRequested();
        if (run.Snapshot.Problem is { } problem)
        {
            // The answer does not tell its address, so that nobody can ask for it.
            _store.Remove(run);
            await JsonAnswer.WriteAsync(context, problem).ConfigureAwait(false);
        }
        else if (answer.Kind == AnswerKind.Json)
        {
            await WriteRunAsync(context, run, json, StatusCodes.Status200OK).ConfigureAwait(false);
        }
        else
        {
            LinkedFile picture = run.Snapshot.Result!.FindPicture(answer.MediaType) ?? throw new ProblemException(Problem.NoImage);
            await FileAnswer.WriteAsync(context, picture, answer.MediaType).ConfigureAwait(false);
        }
    }

    private Task GetSchemaAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, "application/schema+json", _schema);

    private Task GetRunAsync(HttpContext context) =>
        WriteRunAsync(context, FindRun(context), new RunJson(EndpointAddress.Of(context.Request, below: 2)), StatusCodes.Status200OK);

    private Task GetEventsAsync(HttpContext context)
    {
        EndpointRun run = FindRun(context);
        if (context.Request.Headers["Last-Event-ID"] == EventStream.LastId)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
        return new EventStream(context, new RunJson(EndpointAddress.Of(context.Request, below: 3)), _setup.Time).WriteAsync(run, context.RequestAborted);
    }

    private Task DeleteRunAsync(HttpContext context)
    {
        _setup.CrossSite.ThrowIfForeign(context.Request);
        EndpointRun run = FindRun(context);
        run.Cancel();
        _store.Remove(run);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task GetFileAsync(HttpContext context) =>
        _store.FindFile(IdOf(context)) is { } found && IsOwn(found.Run, context)
            ? FileAnswer.WriteAsync(context, found.File)
            : throw new ProblemException(Problem.UnknownFile);

    /// <summary>To whoever does not own it, a run is not there.</summary>
    private EndpointRun FindRun(HttpContext context) =>
        _store.Find(IdOf(context)) is { } run && IsOwn(run, context) ? run : throw new ProblemException(Problem.UnknownRun);

    private bool IsOwn(EndpointRun run, HttpContext context) => _setup.Owner is null || string.Equals(run.Owner, OwnerOf(context), StringComparison.Ordinal);

    private string? OwnerOf(HttpContext context) => _setup.Owner?.Invoke(context);

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task WriteRunAsync(HttpContext context, EndpointRun run, RunJson json, int status) =>
        JsonAnswer.WriteAsync(context, status, "application/json", writer => json.WriteRun(writer, run, run.Snapshot));
}
