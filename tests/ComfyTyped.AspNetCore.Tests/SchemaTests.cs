using System.Net;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyTyped.AspNetCore.Tests;

public sealed class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_schema_has_the_inputs_that_can_be_set_with_bounds_options_and_defaults()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"));

        JsonElement sampler = (await rig.ReadAsync("/images/schema")).GetProperty("properties").GetProperty("KSampler").GetProperty("properties");

        Assert.Equal(1, sampler.GetProperty("steps").GetProperty("minimum").GetInt32());
        Assert.Equal(20, sampler.GetProperty("steps").GetProperty("default").GetInt32());
        Assert.Contains("euler", sampler.GetProperty("sampler_name").GetProperty("enum").EnumerateArray().Select(option => option.GetString()));
    }

    [Fact]
    public async Task Where_files_are_stored_is_nothing_that_callers_set_by_default()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"));

        using HttpResponseMessage response = await rig.PostAsync("/images", """{ "SaveImage": { "filename_prefix": "elsewhere/x" } }""");

        Assert.False((await rig.ReadAsync("/images/schema")).GetProperty("properties").TryGetProperty("SaveImage", out _));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Only_what_is_exposed_is_in_the_schema_and_can_be_set()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images", options => options
            .Expose(w => w.PositivePrompt)
            .Expose(w => w.KSampler, "seed")));

        JsonElement nodes = (await rig.ReadAsync("/images/schema")).GetProperty("properties");
        using HttpResponseMessage response = await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""");

        Assert.Equal(["KSampler", "PositivePrompt"], nodes.EnumerateObject().Select(node => node.Name).Order());
        Assert.Equal(["seed"], nodes.GetProperty("KSampler").GetProperty("properties").EnumerateObject().Select(input => input.Name));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_input_to_expose_that_the_node_does_not_have_is_an_error_at_the_start() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images", options => options.Expose(w => w.KSampler, "stepps"))));

    [Fact]
    public async Task OpenAPI_describes_the_body_by_the_schema_and_every_answer()
    {
        await using Rig rig = await Rig.StartAsync(
            app =>
            {
                app.MapOpenApi();
                app.MapComfyWorkflow<TextToImage>("/images");
            },
            configure: builder => builder.Services.AddOpenApi());

        JsonElement paths = (await rig.ReadAsync("/openapi/v1.json")).GetProperty("paths");

        JsonElement post = paths.GetProperty("/images").GetProperty("post");
        JsonElement sampler = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema")
            .GetProperty("properties").GetProperty("KSampler").GetProperty("properties");
        Assert.Equal(1, sampler.GetProperty("steps").GetProperty("minimum").GetInt32());
        Assert.Equal(10000, sampler.GetProperty("steps").GetProperty("maximum").GetInt32());
        Assert.Equal(20, sampler.GetProperty("steps").GetProperty("default").GetInt32());
        Assert.Contains("euler", sampler.GetProperty("sampler_name").GetProperty("enum").EnumerateArray().Select(option => option.GetString()));
        JsonElement responses = post.GetProperty("responses");
        Assert.True(responses.GetProperty("200").GetProperty("content").TryGetProperty("text/event-stream", out _));
        Assert.True(responses.GetProperty("400").GetProperty("content").TryGetProperty("application/problem+json", out _));
        Assert.Equal(
            ["/images", "/images/files/{id}", "/images/runs/{id}", "/images/runs/{id}/events", "/images/schema"],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.Equal("id", paths.GetProperty("/images/runs/{id}").GetProperty("delete").GetProperty("parameters")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task No_answer_tells_the_address_or_the_key_of_the_image_server()
    {
        await using Rig rig = await Rig.StartAsync(
            app =>
            {
                app.MapOpenApi();
                app.MapComfyWorkflow<TextToImage>("/images", options => options.Page = true);
            },
            configure: builder => builder.Services.AddOpenApi());
        using HttpResponseMessage started = await rig.PostAsync("/images", """{ "KSampler": { "steps": 2 } }""", prefer: "respond-async");
        string run = started.Headers.Location!.ToString();
        var answers = new List<HttpResponseMessage>
        {
            started,
            await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""", "text/event-stream"),
            await rig.GetAsync(run + "/events"),
            await rig.GetAsync(run),
            await rig.GetAsync("/images"),
            await rig.GetAsync("/images/schema"),
            await rig.GetAsync("/openapi/v1.json"),
            await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""", "image/png"),
        };
        await rig.StopServerAsync();
        answers.Add(await rig.PostAsync("/images", """{ "KSampler": { "seed": 5 } }"""));
        answers.Add(await rig.PostAsync("/images", """{ "KSampler": { "seed": 6 } }""", "text/event-stream"));

        foreach (HttpResponseMessage answer in answers)
        {
            string text = $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync(Token)}";
            Assert.DoesNotContain(rig.Server.Url.Authority, text, StringComparison.Ordinal);
            Assert.DoesNotContain(":" + rig.Server.Url.Port, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Rig.ApiKey, text, StringComparison.Ordinal);
            answer.Dispose();
        }
    }
}
