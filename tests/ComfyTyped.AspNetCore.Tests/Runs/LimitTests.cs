using System.Net;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using ComfyTyped.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.AspNetCore.Tests.Runs;

public sealed class LimitTests
{
    private const string Picture = """{ "LoadImage": { "image": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==" } }""";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<Rig> StartAsync<TWorkflow>(Action<ComfyEndpointOptions<TWorkflow>> configure)
        where TWorkflow : ComfyWorkflow, new() =>
        Rig.StartAsync(app => app.MapComfyWorkflow("/runs", configure), configure: builder => builder.Services.AddSingleton<TimeProvider>(_time));

    [Theory]
    [InlineData(null)]
    [InlineData("respond-async")]
    public async Task An_upload_that_the_server_does_not_take_gives_its_place_back(string? prefer)
    {
        await using Rig rig = await StartAsync<ImageUpscale>(options => (options.MaxParallelRuns, options.UploadTimeout) = (1, TimeSpan.FromSeconds(20)));
        ArmedFault stall = rig.Server.Faults.Add(new DelayRequest(TimeSpan.FromDays(1)) { Path = "/upload/image", Times = 1 });
        Task<HttpResponseMessage> first = rig.PostAsync("/runs", Picture, prefer: prefer);
        await stall.StruckAsync(cancellationToken: Token);
        using HttpResponseMessage refused = await rig.PostAsync("/runs", Picture);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        _time.Advance(TimeSpan.FromSeconds(20));

        JsonElement problem = await ProblemOfAsync(rig, await first);
        Assert.Equal("urn:comfytyped:timeout", problem.GetProperty("type").GetString());
        using HttpResponseMessage next = await rig.PostAsync("/runs", Picture);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("respond-async")]
    public async Task A_run_that_takes_too_long_altogether_is_taken_off_the_server(string? prefer)
    {
        await using Rig rig = await StartAsync<Gated>(options => (options.MaxParallelRuns, options.RunTimeout) = (1, TimeSpan.FromSeconds(20)));
        Task<HttpResponseMessage> first = rig.PostAsync("/runs", "{}", prefer: prefer);
        await rig.EnteredAsync();

        _time.Advance(TimeSpan.FromSeconds(20));

        JsonElement problem = await ProblemOfAsync(rig, await first);
        Assert.Equal("urn:comfytyped:timeout", problem.GetProperty("type").GetString());
        await rig.InterruptedAsync();
        rig.Open();
        using HttpResponseMessage next = await rig.PostAsync("/runs", "{}");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_host_that_stops_takes_runs_off_the_server_that_nobody_waits_for()
    {
        await using Rig rig = await StartAsync<Gated>(_ => { });
        using HttpResponseMessage running = await rig.PostAsync("/runs", "{}", prefer: "respond-async");
        await rig.EnteredAsync();
        ArmedFault interrupts = rig.Server.Faults.Add(new DelayRequest(TimeSpan.Zero) { Path = "/interrupt" });

        await rig.StopAsync();

        // Not some time later: a process would be gone by then.
        Assert.NotEqual(0, interrupts.Strikes);
        await rig.InterruptedAsync();
    }

    private static async Task<JsonElement> ProblemOfAsync(Rig rig, HttpResponseMessage response)
    {
        using (response)
        {
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
                return await Rig.JsonAsync(response);
            }
            using HttpResponseMessage events = await rig.GetAsync(response.Headers.Location + "/events");
            return (await SentEvent.ReadAllAsync(events, Token).LastAsync(Token)).Data;
        }
    }
}
