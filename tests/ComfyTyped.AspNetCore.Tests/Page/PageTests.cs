using System.Text.RegularExpressions;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyTyped.AspNetCore.Tests.Page;

public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Where pictures of the page go; nowhere unless somebody asks.</summary>
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("COMFYTYPED_SCREENSHOTS");

    private static Task<Rig> StartAsync() => Rig.StartAsync(
        app => app.MapComfyWorkflow<TextToImage>("/images", options => options.Page = true),
        server => server.StepDelay = TimeSpan.FromMilliseconds(60));

    [Fact]
    public async Task The_form_runs_the_workflow_and_shows_previews_progress_and_the_result_to_download()
    {
        await using Rig rig = await StartAsync();
        IPage page = await OpenAsync(rig, "/images");
        await page.GetByLabel("Positive prompt").FillAsync("a paper boat on a mountain lake, morning mist");
        await page.GetByLabel("Steps").FillAsync("24");
        await page.GetByLabel("Roll another seed").ClickAsync();
        string seed = await page.GetByLabel("Seed", new PageGetByLabelOptions { Exact = true }).InputValueAsync();

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run" }).ClickAsync();
        await Expect(page.Locator("#step")).ToHaveTextAsync(new Regex("^KSampler, step 1[0-9] of 24$"));
        await Expect(page.Locator("#preview")).ToBeVisibleAsync();
        await ShootAsync(page, "page-running.png");
        await Expect(page.GetByAltText("Result: ComfyUI_00001_.png")).ToHaveJSPropertyAsync("naturalWidth", 512);
        await ShootAsync(page, "page.png");

        Assert.Contains("seed " + seed, await page.Locator(".facts").InnerTextAsync(), StringComparison.Ordinal);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Download" }).ClickAsync());
        Assert.Equal("ComfyUI_00001_.png", download.SuggestedFilename);
    }

    [Fact]
    public async Task An_error_stands_at_its_field_and_takes_the_focus()
    {
        await using Rig rig = await StartAsync();
        IPage page = await OpenAsync(rig, "/images");
        ILocator steps = page.GetByLabel("Steps");

        await steps.FillAsync("0");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run" }).ClickAsync();

        await Expect(steps).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(steps).ToBeFocusedAsync();
        await Expect(steps).ToHaveAccessibleDescriptionAsync(new Regex("^0 is below the minimum"));
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("An input cannot be used.");
        await ShootAsync(page, "page-error.png");
    }

    [Fact]
    public async Task Cancel_interrupts_the_run_on_the_server()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Gated>("/gated", options =>
        {
            options.Page = true;
            options.Allow(w => w.Gate, "value");
        }));
        IPage page = await OpenAsync(rig, "/gated");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run" }).ClickAsync();
        await rig.EnteredAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel" }).ClickAsync();

        await rig.InterruptedAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run" }).WaitForAsync();
    }

    [Fact]
    public async Task Titles_values_and_results_are_text_whatever_they_hold()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Hostile>("/hostile", options => options.Page = true));
        IPage page = await OpenAsync(rig, "/hostile");

        await page.Locator("textarea").PressAsync("Control+Enter");
        await page.Locator(".text").WaitForAsync();

        Assert.Contains("<script>", await page.Locator(".text").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("() => window.hacked === undefined && document.querySelectorAll('script').length === 1 && !document.querySelector('[onerror], [onload]')"));
    }

    [Theory]
    [InlineData("http://app.test", 200)]
    [InlineData("http://evil.test", 403)]
    [InlineData("http://sub.app.test", 403)]
    public async Task A_form_over_plain_HTTP_is_taken_from_its_own_site_only(string site, int status)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow("/images", () => new TextToImage { KSampler = { Steps = 1 } }));
        string origin = $"{site}:{rig.Url.Port}";
        IPage page = await browser.OpenAsync();
        await page.RouteAsync(origin + "/page", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"""<form method="post" enctype="multipart/form-data" action="http://app.test:{rig.Url.Port}/images"><input name="settings" value="{"{}"}"><button>Go</button></form>""",
        }));
        await page.GotoAsync(origin + "/page");

        IResponse response = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button).ClickAsync(),
            answer => answer.Url.EndsWith("/images", StringComparison.Ordinal));

        Assert.Equal(status, response.Status);
    }

    [Fact]
    public async Task The_page_fits_a_phone_and_every_control_has_a_label()
    {
        await using Rig rig = await StartAsync();
        IPage page = await OpenAsync(rig, "/images", width: 390, height: 800);

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('input, select, textarea')].filter(control => control.labels.length === 0).length"));
        await ShootAsync(page, "page-phone.png");
    }

    [Fact]
    public async Task A_picture_is_chosen_in_the_form()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<ImageUpscale>("/upscale", options => options.Page = true));
        IPage page = await OpenAsync(rig, "/upscale");
        byte[] pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

        await page.GetByLabel("Load Image").SetInputFilesAsync(new FilePayload { Name = "pixel.png", MimeType = "image/png", Buffer = pixel });
        await page.GetByLabel("Width").FillAsync("64");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run" }).ClickAsync();

        await Expect(page.Locator(".result img")).ToHaveJSPropertyAsync("naturalWidth", 64);
    }

    [Theory]
    [InlineData("Production", 405)]
    [InlineData("Development", 200)]
    public async Task The_page_is_there_in_development_only_unless_the_options_say_otherwise(string environment, int status)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<TextToImage>("/images"), environment: environment);

        using HttpResponseMessage response = await rig.GetAsync("/images");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_page_lets_nothing_run_but_its_own_script()
    {
        await using Rig rig = await StartAsync();

        using HttpResponseMessage response = await rig.GetAsync("/images");
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(Rig rig, string path, int width = 1280, int height = 900)
    {
        IPage page = await browser.OpenAsync(width, height);
        await page.GotoAsync(new Uri(rig.Url, path).ToString());
        await page.Locator(".field").First.WaitForAsync();
        return page;
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Screenshots is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, name) });
    }
}
