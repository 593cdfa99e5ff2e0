using System.Net;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>Nothing that a client sends leads out of the server's folder.</summary>
public sealed class ContainmentTests : IDisposable
{
    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory("comfytyped-containment-");

    public void Dispose() => _outside.Delete(recursive: true);

    [Theory]
    [InlineData("../escaped")]
    [InlineData("../../escaped")]
    [InlineData("a/../../escaped")]
    [InlineData("..\\escaped")]
    [InlineData("{outside}/escaped")]
    [InlineData("../output-sibling/escaped")]
    [InlineData("..")]
    [InlineData("nul\0byte")]
    public async Task A_hostile_filename_prefix_fails_the_node_and_writes_nothing(string prefix)
    {
        await using TestServer server = await StartInsideAsync();
        JsonObject entry = await server.RunAsync(Workflows.EmptyImage(prefix.Replace("{outside}", _outside.FullName, StringComparison.Ordinal)));
        Assert.Equal("error", (string?)entry["status"]!["status_str"]);
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("up.png", "../..")]
    [InlineData("up.png", "../../x")]
    [InlineData("up.png", "{outside}")]
    [InlineData("up.png", "..\\..")]
    [InlineData("../../up.png", "")]
    [InlineData("{outside}/up.png", "")]
    public async Task A_hostile_upload_is_refused(string fileName, string subfolder)
    {
        await using TestServer server = await StartInsideAsync();
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([1, 2, 3]), "image", fileName.Replace("{outside}", _outside.FullName, StringComparison.Ordinal) },
            { new StringContent(subfolder.Replace("{outside}", _outside.FullName, StringComparison.Ordinal)), "subfolder" },
        };
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/upload/image", form)).Status);
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("filename=../secret.txt", HttpStatusCode.BadRequest)]
    [InlineData("filename=/etc/passwd", HttpStatusCode.BadRequest)]
    [InlineData("filename=..%5Csecret.txt", HttpStatusCode.BadRequest)]
    [InlineData("filename=secret.txt&subfolder=..", HttpStatusCode.Forbidden)]
    [InlineData("filename=secret.txt&subfolder=../..", HttpStatusCode.Forbidden)]
    [InlineData("filename=secret.txt&subfolder=%2Fetc", HttpStatusCode.Forbidden)]
    [InlineData("filename=secret.txt&subfolder=..%5C..", HttpStatusCode.Forbidden)]
    [InlineData("filename=secret.txt&type=server", HttpStatusCode.BadRequest)]
    [InlineData("filename=..%20[input]", HttpStatusCode.BadRequest)]
    [InlineData("filename=missing%00.png", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.NotFound)]
    public async Task A_hostile_view_is_refused(string query, HttpStatusCode status)
    {
        await using TestServer server = await StartInsideAsync();
        await File.WriteAllTextAsync(Path.Combine(_outside.FullName, "data", "secret.txt"), "secret", TestContext.Current.CancellationToken);
        Answer answer = await server.GetAsync($"/view?{query}");
        Assert.Equal((status, 0), (answer.Status, answer.Body.Length));
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("../../secret.png [output]")]
    [InlineData("/etc/passwd")]
    public async Task LoadImage_reads_no_file_outside(string name)
    {
        await using TestServer server = await StartInsideAsync();
        await File.WriteAllBytesAsync(
            Path.Combine(_outside.FullName, "data", "secret.png"), new Picture(1, 1, [1, 2, 3, 255]).ToPng(), TestContext.Current.CancellationToken);
        Answer answer = await server.PostAsync("/prompt", new JsonObject
        {
            ["prompt"] = new JsonObject
            {
                ["1"] = new JsonObject { ["class_type"] = "LoadImage", ["inputs"] = new JsonObject { ["image"] = name } },
                ["2"] = new JsonObject { ["class_type"] = "PreviewImage", ["inputs"] = new JsonObject { ["images"] = new JsonArray("1", 0) } },
            },
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("custom_validation_failed", (string?)answer.Json!["node_errors"]!["1"]!["errors"]![0]!["type"]);
    }

    private Task<TestServer> StartInsideAsync() => TestServer.StartAsync(options => options.DataDirectory = Path.Combine(_outside.FullName, "data"));

    private void AssertNothingWritten() => Assert.Empty(_outside.EnumerateFiles("*", SearchOption.AllDirectories));
}
