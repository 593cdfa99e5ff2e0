using System.Net;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests;

public sealed class EventTests
{
    private const string Events = "text/event-stream";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_told_from_its_start_to_its_result()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"), server => server.StepDelay = TimeSpan.FromMilliseconds(5));

        using HttpResponseMessage response = await rig.PostAsync("/images", """{ "KSampler": { "steps": 4 } }""", Events);
        List<SentEvent> events = await SentEvent.ReadAllAsync(response, Token).ToListAsync(Token);

        Assert.Equal(Events, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("run", events[0].Name);
        Assert.Equal("result", events[^1].Name);
        Assert.Equal("end", events[^1].Id);
        Assert.Contains(events, item => item.Name == "preview" && item.Data.GetProperty("image").GetString()!.StartsWith("data:image/", StringComparison.Ordinal));
        double[] fractions = [.. events.Where(item => item.Name == "progress").Select(item => item.Data.GetProperty("fraction").GetDouble())];
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
        // The event and the result link the file alike.
        Assert.Equal(
            events.Single(item => item.Name == "executed").Data.GetProperty("files")[0].GetProperty("url").GetString(),
            events[^1].Data.GetProperty("files")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_failure_is_the_last_event()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"));
        await rig.StopServerAsync();

        using HttpResponseMessage response = await rig.PostAsync("/images", "{}", Events);
        List<SentEvent> events = await SentEvent.ReadAllAsync(response, Token).ToListAsync(Token);

        Assert.Equal("failed", events[^1].Name);
        Assert.Equal(503, events[^1].Data.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_late_reader_begins_with_how_the_run_is_and_a_second_one_hears_the_same_end()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated"));
        using HttpResponseMessage started = await rig.PostAsync("/gated", "{}", prefer: "respond-async");
        string address = started.Headers.Location + "/events";
        await rig.EnteredAsync();
        using HttpResponseMessage first = await rig.GetAsync(address);
        using HttpResponseMessage second = await rig.GetAsync(address);

        rig.Open();

        foreach (HttpResponseMessage reader in new[] { first, second, await rig.GetAsync(address) })
            Assert.Equal("made", (await SentEvent.ReadAllAsync(reader, Token).LastAsync(Token)).Data.GetProperty("texts")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_browser_that_connects_again_after_the_end_is_told_to_stop()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated"));
        rig.Open();
        using HttpResponseMessage started = await rig.PostAsync("/gated", "{}", prefer: "respond-async");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Url, started.Headers.Location + "/events"));
        request.Headers.Add("Last-Event-ID", "end");

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task A_reader_of_events_that_leaves_does_not_end_the_run()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated"));
        using HttpResponseMessage started = await rig.PostAsync("/gated", "{}", prefer: "respond-async");
        await rig.EnteredAsync();
        (await rig.GetAsync(started.Headers.Location + "/events")).Dispose();

        rig.Open();

        using HttpResponseMessage again = await rig.GetAsync(started.Headers.Location + "/events");
        Assert.Equal("result", (await SentEvent.ReadAllAsync(again, Token).LastAsync(Token)).Name);
    }
}
