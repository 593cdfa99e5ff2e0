using Microsoft.Playwright;

namespace ComfyTyped.AspNetCore.Tests.Page;

/// <summary>Chromium, started once for all tests of the page.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Executable => Environment.GetEnvironmentVariable("COMFYTYPED_CHROMIUM") ?? Array.Find(Places, File.Exists);

    /// <summary>Opens an empty page of its own, as large as a desktop's window or a phone; skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 900)
    {
        if (_browser is null)
            Assert.Skip("There is no Chromium to test the page in. Install it (apt-get install chromium), or name one in COMFYTYPED_CHROMIUM.");
        IPage page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        page.SetDefaultTimeout(30_000);
        return page;
    }

    public async ValueTask InitializeAsync()
    {
        if (Executable is not { } executable)
            return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(30_000);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Headless = true,
            Args =
            [
                // Names of sites that tests make up.
                "--host-resolver-rules=MAP *.test 127.0.0.1",
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
