using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ComfyTyped.AspNetCore.Tests.Endpoints;

public sealed class OwnerTests
{
    private const string UserHeader = "X-Test-User";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_there_for_whoever_started_it_and_for_nobody_else()
    {
        await using Rig rig = await StartAsync(requiresUser: true);
        using HttpResponseMessage started = await SendAsync(rig, "ann", HttpMethod.Post, "/gated", "respond-async");
        string self = started.Headers.Location!.ToString();
        await rig.EnteredAsync();

        foreach (string user in new[] { "bob", "ANN" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(rig, user, HttpMethod.Get, self));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(rig, user, HttpMethod.Get, self + "/events"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(rig, user, HttpMethod.Delete, self));
        }

        rig.Open();
        using HttpResponseMessage events = await SendAsync(rig, "ann", HttpMethod.Get, self + "/events");
        Assert.Equal("result", (await SentEvent.ReadAllAsync(events, Token).LastAsync(Token)).Name);
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(rig, "ann", HttpMethod.Delete, self));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(rig, "ann", HttpMethod.Get, self));
    }

    [Fact]
    public async Task A_file_is_there_for_the_owner_of_its_run_and_for_nobody_else()
    {
        await using Rig rig = await StartAsync(requiresUser: true);
        using HttpResponseMessage made = await SendAsync(rig, "ann", HttpMethod.Post, "/images");
        string file = (await Rig.JsonAsync(made)).GetProperty("files")[0].GetProperty("url").GetString()!;

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(rig, "bob", HttpMethod.Get, file));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(rig, "ann", HttpMethod.Get, file));
    }

    [Fact]
    public async Task Every_route_asks_for_authorization_that_the_application_requires()
    {
        await using Rig rig = await StartAsync(requiresUser: true);

        foreach ((HttpMethod method, string path) in new[]
        {
            (HttpMethod.Post, "/gated"), (HttpMethod.Get, "/gated"), (HttpMethod.Get, "/gated/schema"), (HttpMethod.Get, "/gated/runs/x"), (HttpMethod.Delete, "/gated/runs/x"),
            (HttpMethod.Get, "/gated/runs/x/events"), (HttpMethod.Get, "/gated/files/x"),
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(rig, null, method, path));
        }
    }

    [Fact]
    public async Task Who_is_nobody_starts_nothing()
    {
        await using Rig rig = await StartAsync(requiresUser: false);

        using HttpResponseMessage response = await SendAsync(rig, null, HttpMethod.Post, "/gated");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("urn:comfytyped:no-owner", (await Rig.JsonAsync(response)).GetProperty("type").GetString());
    }

    private static Task<Rig> StartAsync(bool requiresUser) => Rig.StartAsync(
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            foreach (IEndpointConventionBuilder endpoint in new[]
            {
                app.MapComfyWorkflow<Gated>("/gated", options => (options.Owner, options.Page) = (context => context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value, true)),
                app.MapComfyWorkflow("/images", () => new TextToImage { KSampler = { Steps = 1 } }, options => options.Owner = context => context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value),
            })
            {
                if (requiresUser)
                    endpoint.RequireAuthorization();
            }
        },
        configure: builder =>
        {
            builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
            builder.Services.AddAuthorization();
        });

    private static async Task<HttpStatusCode> StatusAsync(Rig rig, string? user, HttpMethod method, string path)
    {
        using HttpResponseMessage response = await SendAsync(rig, user, method, path);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(Rig rig, string? user, HttpMethod method, string path, string? prefer = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(rig.Url, path));
        if (user is not null)
            request.Headers.Add(UserHeader, user);
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        return await rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    /// <summary>Believes whoever says who they are.</summary>
    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers[UserHeader].ToString() is { Length: > 0 } user
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "test")), "test"))
                : AuthenticateResult.NoResult());
    }
}
