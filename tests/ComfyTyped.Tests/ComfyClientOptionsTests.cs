namespace ComfyTyped.Tests;

public class ComfyClientOptionsTests
{
    [Fact]
    public void Options_that_change_later_do_not_reach_the_client()
    {
        var options = new ComfyClientOptions { ApiKey = "one" };

        ComfyClientOptions snapshot = options.Snapshot();
        options.ApiKey = "two";

        Assert.Equal("one", snapshot.ApiKey);
    }

    [Theory]
    [InlineData("127.0.0.1:8188")]
    [InlineData("localhost:8188")]
    [InlineData("ftp://host")]
    [InlineData("http://host/?token=1")]
    [InlineData("")]
    public void A_url_of_no_use_is_refused(string url) => Assert.ThrowsAny<ArgumentException>(() => new ComfyClient(url));

    [Fact]
    public void Options_of_no_use_are_refused()
    {
        using var http = new HttpClient();
        using var handler = new SocketsHttpHandler();
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { EventBufferSize = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { EventBufferBytes = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { MaxResponseBytes = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { MaxMessageBytes = -1 }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { MaxSocketImageBytes = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { TransferStallTimeout = TimeSpan.Zero }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { HistoryPollInterval = TimeSpan.Zero }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { RequestTimeout = TimeSpan.MaxValue }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { PreviewMethod = (PreviewMethod)99 }));
        Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { HttpClient = http, HttpMessageHandler = handler }));
    }
}
