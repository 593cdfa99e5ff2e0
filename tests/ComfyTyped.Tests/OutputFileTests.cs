using System.Text.Json;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comfytyped").FullName;

    public static TheoryData<string> HostileNames =>
    [
        "../../evil.png", "/etc/passwd", "..\\..\\evil.png", "C:\\Windows\\evil.png", "C:evil.png", "\\\\host\\share\\evil.png", "..", ".", "", " ", "...", "a\0b.png",
        "CON", "con.png", "LPT1.txt", "NUL .png", "a:stream.png", "x\n.png", "<>|?*\".png", "trailing. ", new string('é', 1000) + ".png", "folder/", "\ud800.png",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("0.3.64", "success")]
    [InlineData("0.8.0", "success")]
    [InlineData("0.3.64", "text_to_image")]
    [InlineData("0.8.0", "text_to_image")]
    public async Task A_picture_is_downloaded_to_bytes_stream_and_file(string version, string scenario)
    {
        Recording recording = Recording.Load(version, scenario);
        RecordedEntry view = recording.Entries.Single(entry => entry.Path?.StartsWith("/view", StringComparison.Ordinal) == true);
        byte[] expected = view.Json.GetProperty("response").GetProperty("base64").GetBytesFromBase64();
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        string node = recording.History.GetProperty("outputs").EnumerateObject().First().Name;
        OutputFile image = Assert.Single(result[node].Images);

        Assert.Equal([image.ToInputName()], result.Files.Select(file => file.ToInputName()));
        Assert.Equal(expected, await image.ReadAsync(Token));
        await using Stream stream = await image.OpenAsync(Token);
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        Assert.Equal(expected, copy.ToArray());
        string path = await image.SaveAsync(Path.Combine(_folder, "deep", "city.png"), Token);
        Assert.Equal(Path.Combine(_folder, "deep", "city.png"), path);
        Assert.Equal(expected, await File.ReadAllBytesAsync(path, Token));
        Assert.Equal(["city.png"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_hostile_name_never_leaves_the_folder(string name)
    {
        string target = Path.Combine(_folder, "in", "here");

        string path = await WithFilesAsync([new(name)], files => files[0].SaveToFolderAsync(target, Token));

        Assert.Equal(target, Path.GetDirectoryName(path));
        Assert.Equal([path], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        string saved = Path.GetFileName(path);
        Assert.Equal(-1, saved.AsSpan().IndexOfAny("<>:\"/\\|?*\0\n"));
        Assert.Equal(saved.TrimEnd('.', ' '), saved);
        Assert.DoesNotContain(saved.Split('.')[0].Trim().ToUpperInvariant(), (string[])["CON", "LPT1", "NUL", ""]);
    }

    [Fact]
    public async Task Files_of_one_name_are_kept_apart()
    {
        string[] paths = await WithFilesAsync(
            [new("a.png"), new("a.png", "other")],
            async files => new[] { await files[0].SaveToFolderAsync(_folder, Token), await files[1].SaveToFolderAsync(_folder, Token) });

        Assert.Equal(["a.png", "a (1).png"], paths.Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_download_that_fails_leaves_nothing_behind()
    {
        var failure = await WithFilesAsync(
            [new("gone.png")],
            files => Assert.ThrowsAsync<ComfyServerException>(() => files[0].SaveAsync(Path.Combine(_folder, "x.png"), Token)),
            status: 404);

        Assert.Equal(404, (int)failure.StatusCode);
        Assert.Contains("gone.png", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void An_output_is_the_input_of_the_next_run_by_its_annotated_name()
    {
        Assert.Equal("city.png [output]", Parse("""{"images":[{"filename":"city.png","subfolder":"","type":"output"}]}""").Files[0].ToInputName());
        Assert.Equal("a/b/city.png [temp]", Parse("""{"images":[{"filename":"city.png","subfolder":"a/b","type":"temp"}]}""").Files[0].ToInputName());
        Assert.Equal("sub/up.png", new UploadedFile("up.png", "sub", ComfyFolder.Input).ToInputName());
    }

    [Fact]
    public void Files_are_told_apart_by_name_first_and_key_second()
    {
        AnyOutput output = Parse("""
            {"images":[{"filename":"a.png","subfolder":"","type":"output"},{"filename":"v.mp4","subfolder":"","type":"output"}],"animated":[true],
             "gifs":[{"filename":"g.gif","subfolder":"s","type":"temp","format":"image/gif"},{"filename":"noext","type":"output"}],
             "audio":[{"filename":"s.flac","subfolder":"","type":"temp"}],"3d":[{"filename":"m.glb"}],"latents":[{"filename":"l.latent"}],
             "text":["one",2,null],"odd":[{"filename":7,"type":"nowhere"},"x",null],"score":[1.5]}
            """);

        Assert.Equal(["a.png", "g.gif"], output.Images.Select(file => file.FileName));
        Assert.Equal(["v.mp4", "noext"], output.Videos.Select(file => file.FileName));
        Assert.Equal("s.flac", Assert.Single(output.Audio).FileName);
        Assert.Equal(7, output.Files.Count);
        Assert.Equal(["one", "2"], output.Texts);
        Assert.Equal(1.5, output.Json.GetProperty("score")[0].GetDouble());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    public void A_report_without_files_has_none(string json)
    {
        AnyOutput output = Parse(json);

        Assert.Empty(output.Files);
        Assert.Empty(output.Texts);
    }

    private static AnyOutput Parse(string json) => AnyOutput.Create(new NodeOutputData(JsonElement.Parse(json), false, null!));

    private static async Task<T> WithFilesAsync<T>(FileItem[] items, Func<IReadOnlyList<OutputFile>, Task<T>> use, int status = 200)
    {
        Recording recording = Recording.Load("0.8.0", "success");
        string images = JsonSerializer.Serialize(items.Select(item => new { filename = item.Name, subfolder = item.Subfolder, type = "output" }));
        string history = $$$"""{"{{{recording.PromptId}}}":{"outputs":{"2":{"images":{{{images}}} } },"status":{"status_str":"success","messages":[]} } }""";
        await using ReplayServer server = await ReplayServer.StartAsync(recording, new ReplayFaults
        {
            HistoryAnswer = history,
            Answer = async context =>
            {
                if (context.Request.Path != "/api/view")
                    return false;
                context.Response.StatusCode = status;
                if (status == 200)
                    await context.Response.WriteAsync(context.Request.Query["filename"].ToString() + context.Request.Query["subfolder"]);
                return true;
            },
        });
        await using ComfyClient comfy = Clients.For(server);
        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);
        return await use(result["2"].Files);
    }

    private sealed record FileItem(string Name, string Subfolder = "");
}
