using System.Net;
using System.Text;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using ComfyTyped.Testing;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests;

public sealed class ProblemTests
{
    private const string Failure = "cannot open /srv/models/secret.safetensors";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Rig> StartAsync() => Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"));

    [Fact]
    public async Task Every_input_that_cannot_be_used_is_named_with_its_path_and_what_it_takes()
    {
        await using Rig rig = await StartAsync();

        using HttpResponseMessage response = await rig.PostAsync(
            "/images",
            """{ "KSampler": { "steps": 0, "cfg": "much", "sampler_name": "eulr", "stepps": 1 }, "Nobody": { "x": 1 } }""");
        JsonElement problem = await ProblemAsync(response, 400);

        JsonElement errors = problem.GetProperty("errors");
        Assert.Equal(
            ["KSampler.cfg", "KSampler.sampler_name", "KSampler.stepps", "KSampler.steps", "Nobody"],
            errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.Contains("euler", errors.GetProperty("KSampler.sampler_name")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "application/json", 400, "invalid-body")]
    [InlineData("{ \"\\ud800\": {} }", "application/json", 400, "invalid-input")]
    [InlineData("[1]", "application/json", 400, "invalid-body")]
    [InlineData("seed=1", "text/plain", 415, "unsupported-body")]
    [InlineData("seed=1", "application/x-www-form-urlencoded", 415, "unsupported-body")]
    [InlineData("seed=1", "multipart/form-data; boundary=x", 400, "invalid-body")]
    public async Task A_body_that_cannot_be_read_is_a_problem(string body, string mediaType, int status, string type)
    {
        await using Rig rig = await StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.Add("Content-Type", mediaType);

        JsonElement problem = await ProblemAsync(await rig.SendAsync("/images", content), status);

        Assert.Equal("urn:comfytyped:" + type, problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images", options => options.MaxRequestBodySize = 100));

        await ProblemAsync(await rig.PostAsync("/images", $$$"""{ "PositivePrompt": { "text": "{{{new string('x', 200)}}}" } }"""), 413);
    }

    [Fact]
    public async Task An_answer_that_does_not_exist_is_not_acceptable()
    {
        await using Rig rig = await StartAsync();

        await ProblemAsync(await rig.PostAsync("/images", "{}", "text/html"), 406);
    }

    [Fact]
    public async Task A_form_from_a_page_of_another_site_is_refused()
    {
        await using Rig rig = await StartAsync();
        using var content = new MultipartFormDataContent { { new StringContent("{}"), "settings" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Url, "/images")) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        await ProblemAsync(await rig.Http.SendAsync(request, Token), 403);
    }

    [Fact]
    public async Task What_the_server_has_against_an_input_is_told_like_what_the_catalog_has()
    {
        await using Rig rig = await Rig.StartAsync(
            app => app.MapComfyWorkflow<TextToImage>("/images"),
            server => server.Models["checkpoints"] = ["other.safetensors"]);

        JsonElement problem = await ProblemAsync(await rig.PostAsync("/images", "{}"), 400);

        Assert.True(problem.GetProperty("errors").TryGetProperty("CheckpointLoaderSimple.ckpt_name", out _));
    }

    [Fact]
    public async Task Of_an_input_that_is_not_exposed_nothing_is_said()
    {
        await using Rig rig = await Rig.StartAsync(
            app => app.MapComfyWorkflow<TextToImage>("/images", options => options.Expose(w => w.KSampler, "seed")),
            server => server.Models["checkpoints"] = ["other.safetensors"]);

        using HttpResponseMessage response = await rig.PostAsync("/images", "{}");

        Assert.Equal(502, (int)response.StatusCode);
        Assert.DoesNotContain("safetensors", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_out_of_reach_is_a_503_without_its_address()
    {
        await using Rig rig = await StartAsync();
        await rig.StopServerAsync();

        using HttpResponseMessage response = await rig.PostAsync("/images", "{}");

        Assert.Equal(503, (int)response.StatusCode);
        Assert.DoesNotContain("127.0.0.1", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_fails_is_a_422_with_the_text_of_the_server_only_if_the_options_say_so(bool shows)
    {
        await using Rig rig = await Rig.StartAsync(
            app => app.MapComfyWorkflow<TextToImage>("/images", options => options.ShowFailureDetails = shows),
            server => server.AddNode(
                new NodeDefinition("VAEDecode").Input("samples", "LATENT").Input("vae", "VAE").Output("IMAGE"),
                _ => throw new NodeExecutionException("RuntimeError", Failure)));

        using HttpResponseMessage response = await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""");
        string text = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(422, (int)response.StatusCode);
        Assert.Contains("VAEDecode", text, StringComparison.Ordinal);
        Assert.Equal(shows, text.Contains(Failure, StringComparison.Ordinal));
    }

    [Fact]
    public void An_application_without_a_client_is_told_to_add_one()
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapComfyWorkflow<TextToImage>("/images"));

        Assert.Contains("AddComfyClient", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, int status)
    {
        using (response)
        {
            Assert.Equal((HttpStatusCode)status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            JsonElement problem = await Rig.JsonAsync(response);
            Assert.Equal(status, problem.GetProperty("status").GetInt32());
            return problem;
        }
    }
}
