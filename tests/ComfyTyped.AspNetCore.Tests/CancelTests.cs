using System.Net;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests;

public sealed class CancelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task A_caller_that_goes_away_interrupts_its_run_on_the_server(string accept)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated"));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Url, "/gated"));
        request.Headers.Add("Accept", accept);
        Task<HttpResponseMessage> sent = rig.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, leaving.Token);
        await rig.EnteredAsync();

        await leaving.CancelAsync();

        await rig.InterruptedAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
    }

    [Fact]
    public async Task A_deleted_run_is_interrupted_and_gone()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated"));
        using HttpResponseMessage started = await rig.PostAsync("/gated", "{}", prefer: "respond-async");
        var address = new Uri(rig.Url, started.Headers.Location!);
        await rig.EnteredAsync();
        using HttpResponseMessage events = await rig.GetAsync(address.AbsolutePath + "/events");

        using HttpResponseMessage response = await rig.Http.DeleteAsync(address, Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await rig.InterruptedAsync();
        SentEvent last = await SentEvent.ReadAllAsync(events, Token).LastAsync(Token);
        Assert.Equal("urn:comfytyped:cancelled", last.Data.GetProperty("type").GetString());
        using HttpResponseMessage gone = await rig.GetAsync(address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_run_beyond_the_limit_is_refused_until_another_has_ended()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated", options => options.MaxParallelRuns = 1));
        Task<HttpResponseMessage> first = rig.PostAsync("/gated", "{}");
        await rig.EnteredAsync();

        using HttpResponseMessage second = await rig.PostAsync("/gated", "{}");

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        rig.Open();
        (await first).Dispose();
        using HttpResponseMessage third = await rig.PostAsync("/gated", "{}");
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }
}
