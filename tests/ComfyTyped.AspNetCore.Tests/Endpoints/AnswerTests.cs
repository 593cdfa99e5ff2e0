using System.Net;
using System.Text.Json;
using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.AspNetCore.Endpoints;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Tests.Workflows;
using ComfyTyped.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Tests.Endpoints;

public sealed class AnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("*/*", "Json", null)]
    [InlineData("application/*", "Json", null)]
    [InlineData("text/*, */*;q=0.1", "Events", null)]
    [InlineData("image/*", "Image", null)]
    [InlineData("IMAGE/PNG", "Image", "image/png")]
    [InlineData("image/*;q=0.8, */*;q=0.1", "Image", null)]
    [InlineData("application/json;q=0.5, image/*", "Image", null)]
    [InlineData("application/json, image/*", "Json", null)]
    [InlineData("image/png;q=0, image/*", "Image", null)]
    [InlineData("image/png;q=0, image/webp, image/*;q=0.2", "Image", "image/webp")]
    [InlineData("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "Image", "image/webp")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Json", null)]
    [InlineData("text/event-stream, application/json", "Events", null)]
    [InlineData("not a type", "Json", null)]
    public void What_is_most_welcome_is_answered(string accept, string kind, string? mediaType)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;

        var answer = Answer.Of(context.Request);

        Assert.Equal(kind, answer.Kind.ToString());
        if (answer.Kind == AnswerKind.Image)
            Assert.Equal(mediaType, answer.MediaType);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("*/*;q=0")]
    [InlineData("video/*, audio/*")]
    public void What_is_not_there_is_not_acceptable(string accept)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;

        Assert.Equal(406, Assert.Throws<ProblemException>(() => Answer.Of(context.Request)).Problem.Status);
    }

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData("image/*", "image/png")]
    [InlineData("image/*;q=0.9, */*;q=0.1", "image/png")]
    [InlineData("image/webp", "image/webp")]
    [InlineData("image/jpeg", "image/jpeg")]
    public async Task The_picture_that_was_saved_is_answered_and_not_a_preview_before_it(string accept, string mediaType)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Previewed>("/pictures"));

        using HttpResponseMessage response = await rig.SendAsync("/pictures", null, accept);

        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("large_", response.Content.Headers.ContentDisposition!.FileNameStar ?? response.Content.Headers.ContentDisposition.FileName!.Trim('"'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_is_answered_when_nothing_was_saved()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<OnlyPreviewed>("/pictures"));

        using HttpResponseMessage response = await rig.SendAsync("/pictures", null, "image/png");

        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    public async Task A_picture_in_memory_is_answered_as_it_is(string accept)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Websocket>("/socket"));

        using HttpResponseMessage response = await rig.SendAsync("/socket", null, accept);

        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("1e999", "1e999")]
    [InlineData("NaN", "NaN")]
    [InlineData("2", "-Infinity")]
    public async Task Progress_that_is_no_number_breaks_no_answer(string value, string max)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"));
        rig.Server.Faults.Add(new RewriteMessage(text => Rewrite(text, value, max)) { On = "progress" });
        rig.Server.Faults.Add(new RewriteMessage(text => Rewrite(text, value, max)) { On = "progress_state" });

        using HttpResponseMessage response = await rig.PostAsync("/images", """{ "KSampler": { "steps": 3 } }""", "text/event-stream");
        List<SentEvent> events = await SentEvent.ReadAllAsync(response, Token).ToListAsync(Token);

        Assert.Equal("result", events[^1].Name);
        using HttpResponseMessage run = await rig.GetAsync(events[^1].Data.GetProperty("self").GetString()!);
        Assert.Equal("succeeded", (await Rig.JsonAsync(run)).GetProperty("status").GetString());
    }

    [Fact]
    public void Numbers_that_JSON_does_not_have_are_null()
    {
        var progress = new GraphProgress(double.NaN, 1, 2, null, double.NegativeInfinity, double.PositiveInfinity);

        using var json = JsonDocument.Parse(JsonAnswer.ToUtf8(writer => RunJson.WriteProgress(writer, progress)));

        foreach (string name in new[] { "fraction", "value", "max" })
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(name).ValueKind);
    }

    [Fact]
    public async Task What_throws_within_the_application_is_a_problem_without_its_text()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated", options => options.Owner = _ => throw new InvalidOperationException("inner matters")));

        using HttpResponseMessage response = await rig.PostAsync("/gated", "{}");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("inner", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_with_half_a_surrogate_pair_breaks_no_answer()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow("/gated", () => new Gated { Gate = { Value = "half \ud800 a pair" } }));
        rig.Open();

        JsonElement run = await Rig.JsonAsync(await rig.PostAsync("/gated", "{}"));

        Assert.StartsWith("half ", run.GetProperty("texts")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static string Rewrite(string text, string value, string max) =>
        System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Replace(text, "\"value\": ?[0-9.]+", $"\"value\": {value}"), "\"max\": ?[0-9.]+", $"\"max\": {max}");
}
