using System.Net;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using ComfyTyped.Testing;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests;

public sealed class RunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Rig> StartAsync() => Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"));

    [Fact]
    public async Task A_post_runs_the_workflow_with_its_settings_and_answers_the_result()
    {
        await using Rig rig = await StartAsync();

        using HttpResponseMessage response = await rig.PostAsync("/images", """{ "KSampler": { "seed": 18446744073709551615, "steps": 2 }, "PositivePrompt": { "text": "a fox" } }""");
        JsonElement run = await Rig.JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(ulong.MaxValue, run.GetProperty("seeds").GetProperty("KSampler").GetUInt64());
        JsonElement file = Assert.Single(run.GetProperty("files").EnumerateArray());
        Assert.Equal("SaveImage", file.GetProperty("node").GetString());
        Assert.Equal("image/png", file.GetProperty("mediaType").GetString());
        await using var comfy = new ComfyClient(rig.Server.Url);
        Assert.NotNull(await comfy.History.FindAsync(run.GetProperty("promptId").GetString()!, Token));
    }

    [Fact]
    public async Task A_link_of_the_result_gives_the_file_as_data_that_runs_nothing()
    {
        await using Rig rig = await StartAsync();
        JsonElement run = await Rig.JsonAsync(await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }"""));

        using HttpResponseMessage file = await rig.GetAsync(run.GetProperty("files")[0].GetProperty("url").GetString()!);

        Assert.Equal("image/png", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("inline", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await file.Content.ReadAsByteArrayAsync(Token))[..4]);
    }

    [Fact]
    public async Task A_file_that_a_node_names_by_a_text_is_not_given_away_because_the_caller_may_have_written_the_text()
    {
        await using Rig rig = await Rig.StartAsync(
            app => app.MapComfyWorkflow<TextToImage>("/images"),
            server => server.AddNode(NodeDefinition.Core("SaveImage"), _ => NodeResult.None.Show("result", "of_somebody_else.png")));
        await File.WriteAllTextAsync(Path.Combine(rig.Server.DataDirectory, "output", "of_somebody_else.png"), "secret", Token);

        JsonElement run = await Rig.JsonAsync(await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }"""));

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Empty(run.GetProperty("files").EnumerateArray());
    }

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData("image/webp", "image/webp")]
    [InlineData("text/html;q=0.5, image/jpeg", "image/jpeg")]
    public async Task The_picture_itself_is_answered_to_whoever_accepts_one(string accept, string mediaType)
    {
        await using Rig rig = await StartAsync();

        using HttpResponseMessage response = await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""", accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task No_body_runs_the_workflow_as_it_is()
    {
        await using Rig rig = await StartAsync();

        JsonElement run = await Rig.JsonAsync(await rig.SendAsync("/images", content: null));

        Assert.Equal(156680208700286, run.GetProperty("seeds").GetProperty("KSampler").GetInt64());
    }

    [Fact]
    public async Task A_workflow_with_values_of_the_application_is_where_settings_begin()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow("/images", () => new TextToImage { KSampler = { Seed = 7, Steps = 1 } }));

        JsonElement run = await Rig.JsonAsync(await rig.SendAsync("/images", content: null));

        Assert.Equal(7, run.GetProperty("seeds").GetProperty("KSampler").GetInt32());
    }

    [Fact]
    public async Task A_run_that_is_to_respond_at_once_is_found_at_its_location()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/api/gated"));
        using HttpResponseMessage response = await rig.PostAsync("/api/gated", "{}", prefer: "respond-async");
        string address = response.Headers.Location!.ToString();
        await rig.EnteredAsync();

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.StartsWith("/api/gated/runs/", address, StringComparison.Ordinal);
        Assert.NotEqual("succeeded", (await rig.ReadAsync(address)).GetProperty("status").GetString());

        rig.Open();
        await EndAsync(rig, address);
        JsonElement run = await rig.ReadAsync(address);
        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal("made", run.GetProperty("texts")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_run_that_ended_too_long_ago_is_forgotten_with_its_files()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Rig rig = await Rig.StartAsync(
            app => app.MapComfyWorkflow<TextToImage>("/images", options => options.KeepRunsFor = TimeSpan.FromMinutes(5)),
            configure: builder => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(builder.Services, time));
        JsonElement run = await Rig.JsonAsync(await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }"""));

        time.Advance(TimeSpan.FromMinutes(5));

        foreach (string address in new[] { run.GetProperty("self").GetString()!, run.GetProperty("files")[0].GetProperty("url").GetString()! })
        {
            using HttpResponseMessage response = await rig.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/images/runs/unknown")]
    [InlineData("/images/files/unknown")]
    [InlineData("/images/files/..%2f..%2fappsettings.json")]
    [InlineData("/images/files/%2e%2e%2fComfyUI_00001_.png")]
    [InlineData("/images/files/ComfyUI_00001_.png")]
    [InlineData("/images/files/output/ComfyUI_00001_.png")]
    public async Task Nothing_is_found_by_a_name_that_can_be_guessed(string path)
    {
        await using Rig rig = await StartAsync();
        using HttpResponseMessage run = await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""");

        using HttpResponseMessage response = await rig.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task EndAsync(Rig rig, string address)
    {
        using HttpResponseMessage events = await rig.GetAsync(address + "/events");
        await events.Content.ReadAsStringAsync(Token);
    }
}
