using System.Text;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.AspNetCore.Requests;
using ComfyTyped.AspNetCore.Setup;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyTyped.AspNetCore.Tests.Requests;

/// <summary>What reading a request costs, counted in bytes.</summary>
public sealed class BodyMemoryTests
{
    private const int FileSize = 6_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_in_JSON_takes_no_more_memory_than_its_body()
    {
        byte[] file = new byte[FileSize];
        new Random(1).NextBytes(file);
        byte[] body = Encoding.UTF8.GetBytes($$"""{ "LoadImage": { "image": "data:image/png;base64,{{Convert.ToBase64String(file)}}" }, "Enlarge": { "width": 8 } }""");
        BodyReader reader = Reader<ImageUpscale>();
        HttpContext context = Post(body, "application/json");

        (RequestBody read, long allocated) = await CountAsync(() => reader.ReadAsync(context));

        Upload upload = Assert.Single(read.Uploads.All);
        Assert.Equal(file.Length, upload.Content.Length);
        var content = new MemoryStream();
        await upload.Content.CopyToAsync(content, Token);
        Assert.Equal(file, content.ToArray());
        Assert.Equal(8, read.Settings.GetProperty("Enlarge").GetProperty("width").GetInt32());
        Assert.InRange(allocated, body.Length, body.Length + 100_000);
    }

    [Fact]
    public async Task A_file_of_a_form_takes_the_disk_until_it_is_let_go()
    {
        byte[] file = new byte[FileSize];
        using var form = new MultipartFormDataContent("x") { { new ByteArrayContent(file) { Headers = { { "Content-Type", "image/png" } } }, "LoadImage.image", "photo.png" } };
        BodyReader reader = Reader<ImageUpscale>();
        HttpContext context = Post(await form.ReadAsByteArrayAsync(Token), form.Headers.ContentType!.ToString());

        RequestBody read = await reader.ReadAsync(context);

        var content = Assert.IsType<FileBufferingReadStream>(Assert.Single(read.Uploads.All).Content);
        string path = content.TempFileName!;
        Assert.Equal((FileSize, FileSize), ((int)content.Length, (int)new FileInfo(path).Length));
        read.Uploads.Dispose();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Names_that_are_there_twice_cost_nothing_but_their_bytes()
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{ "KSampler": { {{string.Join(",", Enumerable.Range(0, 60_000).Select(number => $"\"steps\":{number}"))}} } }""");
        BodyReader reader = Reader<TextToImage>();

        (_, long allocated) = await CountAsync(() => Assert.ThrowsAsync<ProblemException>(() => reader.ReadAsync(Post(body, "application/json"))));

        Assert.InRange(allocated, body.Length, body.Length + 100_000);
    }

    [Fact]
    public async Task A_body_that_is_refused_gives_its_bytes_back()
    {
        BodyReader reader = Reader<TextToImage>(options => options.MaxBufferedBytes = options.MaxRequestBodySize = 100);

        for (int i = 0; i < 10; i++)
            await Assert.ThrowsAsync<ProblemException>(() => reader.ReadAsync(Post("{ \"a\": 1, \"a\": 2 }"u8.ToArray(), "application/json")));
        RequestBody read = await reader.ReadAsync(Post("{ \"a\": 1 }"u8.ToArray(), "application/json"));

        Assert.Equal(1, read.Settings.GetProperty("a").GetInt32());
    }

    /// <summary>A body in memory is read on this thread alone.</summary>
    private static async Task<(TResult Result, long Allocated)> CountAsync<TResult>(Func<Task<TResult>> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task<TResult> reading = read();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(reading.IsCompleted);
        return (await reading, allocated);
    }

    private static BodyReader Reader<TWorkflow>(Action<ComfyEndpointOptions<TWorkflow>>? configure = null)
        where TWorkflow : ComfyWorkflow, new()
    {
        var options = new ComfyEndpointOptions<TWorkflow>();
        configure?.Invoke(options);
        IServiceProvider services = new ServiceCollection().AddLogging().AddSingleton<IComfyClient>(new ComfyClient("http://127.0.0.1:1")).BuildServiceProvider();
        return new BodyReader(EndpointSetup.Of(() => new TWorkflow(), options, services));
    }

    private static DefaultHttpContext Post(byte[] body, string mediaType) => new()
    {
        Request = { Method = "POST", Body = new MemoryStream(body), ContentType = mediaType, ContentLength = body.Length },
    };
}
