using System.Diagnostics;
using System.Text.Json;

namespace ComfyTyped.AspNetCore.Tests;

public sealed class SampleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sample_starts_prints_its_address_and_serves()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WebApi.dll"), "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        try
        {
            string url = await AddressAsync(process.StandardOutput);
            using var http = new HttpClient();

            string page = await http.GetStringAsync(new Uri(url), Token);
            using HttpResponseMessage response = await http.PostAsync(new Uri(url), JsonContent("""{ "KSampler": { "steps": 1 } }"""), Token);

            Assert.Contains("<form", page, StringComparison.Ordinal);
            JsonElement run = await Rig.JsonAsync(response);
            Assert.Equal("succeeded", run.GetProperty("status").GetString());
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static StringContent JsonContent(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static async Task<string> AddressAsync(StreamReader output)
    {
        const string Label = "In a browser: ";
        while (await output.ReadLineAsync(Token) is { } line)
        {
            if (line.Contains(Label, StringComparison.Ordinal))
                return line[(line.IndexOf(Label, StringComparison.Ordinal) + Label.Length)..].Trim();
        }
        throw new InvalidOperationException("The sample ended without telling its address.");
    }
}
