using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests;

public class UploadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_sends_the_parts_and_takes_the_servers_name()
    {
        IFormCollection? form = null;
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Load("0.8.0", "success"), new ReplayFaults
        {
            Answer = async context =>
            {
                form = await context.Request.ReadFormAsync();
                return await AnswerAsync(context, """{"name":"up (1).png","subfolder":"a/b","type":"input"}""");
            },
        });
        await using ComfyClient comfy = Clients.For(server);

        var content = new MemoryStream([1, 2, 3]);
        UploadedFile file = await comfy.UploadImageAsync(
            content, "日本 \"up\".png", new UploadOptions { Subfolder = "a/b", Overwrite = true }, Token);

        Assert.Equal(new UploadedFile("up (1).png", "a/b", ComfyFolder.Input), file);
        Assert.Equal("a/b/up (1).png", file.ToInputName());
        Assert.True(content.CanRead);
        IFormFile part = Assert.Single(form!.Files);
        Assert.Equal(("image", 3L), (part.Name, part.Length));
        Assert.Contains("日本", part.FileName, StringComparison.Ordinal);
        Assert.Equal(("input", "a/b", "true"), (form["type"].ToString(), form["subfolder"].ToString(), form["overwrite"].ToString()));
    }

    [Theory]
    [InlineData("0.3.64")]
    [InlineData("0.8.0")]
    public async Task Recorded_uploads_get_the_name_that_the_server_chose(string version)
    {
        foreach (RecordedEntry entry in Recording.Load(version, "uploads").Entries.Where(entry => entry.IsPost("/upload/image")))
        {
            await using ReplayServer server = await ReplayServer.StartAsync(Recording.Load(version, "success"), new ReplayFaults
            {
                Answer = context =>
                {
                    context.Response.StatusCode = entry.Status;
                    return AnswerAsync(context, entry.Status == 200 ? entry.Response.GetRawText() : "");
                },
            });
            await using ComfyClient comfy = Clients.For(server);

            Task<UploadedFile> upload = comfy.UploadImageAsync(new MemoryStream([1]), "up.png", cancellationToken: Token);

            if (entry.Status == 200)
                Assert.Equal(entry.Response.GetProperty("name").GetString(), (await upload).Name);
            else
                Assert.Equal(400, (int)(await Assert.ThrowsAsync<ComfyServerException>(() => upload)).StatusCode);
        }
    }

    private static async Task<bool> AnswerAsync(HttpContext context, string body)
    {
        await context.Response.WriteAsync(body);
        return true;
    }
}
