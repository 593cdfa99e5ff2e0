using System.Net;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests.Endpoints;

public sealed class CrossSiteTests
{
    private const string Own = "(own)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    // Plain HTTP: browsers send the origin and nothing else.
    [InlineData("http://evil.test", null, "multipart", false)]
    [InlineData("http://evil.test", null, "json", false)]
    [InlineData("http://evil.test", null, "empty", false)]
    [InlineData("null", null, "multipart", false)]
    [InlineData("https://127.0.0.1", null, "multipart", false)]
    [InlineData(Own, null, "multipart", true)]
    [InlineData(Own, null, "json", true)]
    // HTTPS: they say how the page relates to the address as they know it, whatever a proxy made of that.
    [InlineData("https://evil.test", "cross-site", "multipart", false)]
    [InlineData("https://sibling.public.test", "same-site", "multipart", false)]
    [InlineData("https://public.test", "same-origin", "multipart", true)]
    [InlineData(null, "cross-site", "json", false)]
    [InlineData(null, "none", "multipart", true)]
    // What the application lists.
    [InlineData("https://app.example.com", "cross-site", "json", true)]
    [InlineData("https://APP.example.com:443", "same-site", "multipart", true)]
    [InlineData("http://app.example.com", "cross-site", "json", false)]
    [InlineData("https://app.example.com.evil.test", "cross-site", "json", false)]
    // Not a browser: curl, a server, a device.
    [InlineData(null, null, "multipart", true)]
    [InlineData(null, null, "json", true)]
    [InlineData(null, null, "empty", true)]
    public async Task A_run_is_started_by_pages_of_its_own_origin_and_of_those_that_are_listed(string? origin, string? site, string body, bool passes)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow("/images", () => new TextToImage { KSampler = { Steps = 1 } }, options => options.AllowedOrigins.Add("https://app.example.com")));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Url, "/images"))
        {
            Content = body switch
            {
                "multipart" => new MultipartFormDataContent { { new StringContent("{}"), "settings" } },
                "json" => new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
                _ => null,
            },
        };
        Say(request, rig, origin, site);

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Token);

        Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_run_is_not_cancelled_by_a_page_of_another_site()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated"));
        using HttpResponseMessage started = await rig.PostAsync("/gated", "{}", prefer: "respond-async");
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(rig.Url, started.Headers.Location!));
        Say(request, rig, "http://evil.test", null);

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        using HttpResponseMessage status = await rig.GetAsync(started.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
    }

    [Theory]
    [InlineData("app.example.com")]
    [InlineData("https://app.example.com/page")]
    [InlineData("*")]
    [InlineData("null")]
    public async Task What_is_not_an_origin_is_an_error_at_the_start(string origin) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated", options => options.AllowedOrigins.Add(origin))));

    private static void Say(HttpRequestMessage request, Rig rig, string? origin, string? site)
    {
        if (origin is not null)
            request.Headers.Add("Origin", origin == Own ? rig.Url.GetLeftPart(UriPartial.Authority) : origin);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
    }
}
