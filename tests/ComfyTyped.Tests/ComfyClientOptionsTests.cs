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

    public static TheoryData<string, Action<ComfyClientOptions>> Invalid => new()
    {
        { nameof(ComfyClientOptions.EventBufferSize), options => options.EventBufferSize = 0 },
        { nameof(ComfyClientOptions.EventBufferBytes), options => options.EventBufferBytes = 0 },
        { nameof(ComfyClientOptions.MaxResponseBytes), options => options.MaxResponseBytes = 0 },
        { nameof(ComfyClientOptions.MaxMessageBytes), options => options.MaxMessageBytes = -1 },
        { nameof(ComfyClientOptions.MaxSocketImageBytes), options => options.MaxSocketImageBytes = 0 },
        { nameof(ComfyClientOptions.MaxResubmissions), options => options.MaxResubmissions = -1 },
        { nameof(ComfyClientOptions.TransferStallTimeout), options => options.TransferStallTimeout = TimeSpan.Zero },
        { nameof(ComfyClientOptions.HistoryPollInterval), options => options.HistoryPollInterval = TimeSpan.Zero },
        { nameof(ComfyClientOptions.ConnectTimeout), options => options.ConnectTimeout = TimeSpan.FromSeconds(-1) },
        { nameof(ComfyClientOptions.RequestTimeout), options => options.RequestTimeout = TimeSpan.MaxValue },
        { nameof(ComfyClientOptions.UnreachableTimeout), options => options.UnreachableTimeout = TimeSpan.Zero },
        { nameof(ComfyClientOptions.SilentSocketTimeout), options => options.SilentSocketTimeout = TimeSpan.Zero },
        { nameof(ComfyClientOptions.AnswerTimeout), options => options.AnswerTimeout = TimeSpan.Zero },
        { nameof(ComfyClientOptions.QueueTimeout), options => options.QueueTimeout = TimeSpan.Zero },
        { nameof(ComfyClientOptions.SilenceTimeout), options => options.SilenceTimeout = TimeSpan.Zero },
        { nameof(ComfyClientOptions.RunTimeout), options => options.RunTimeout = TimeSpan.Zero },
        { nameof(ComfyClientOptions.TimeProvider), options => options.TimeProvider = null! },
        { nameof(ComfyClientOptions.LoggerFactory), options => options.LoggerFactory = null! },
        { nameof(ComfyClientOptions.Retry), options => options.Retry = null! },
        { nameof(ComfyClientOptions.Dialect), options => options.Dialect = (ComfyDialect)99 },
        { nameof(ComfyClientOptions.ConnectionMode), options => options.ConnectionMode = (ConnectionMode)99 },
        { nameof(ComfyClientOptions.SubmissionMode), options => options.SubmissionMode = (SubmissionMode)99 },
        { nameof(ComfyClientOptions.PreviewMethod), options => options.PreviewMethod = (PreviewMethod)99 },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_option_is_refused_by_its_name(string name, Action<ComfyClientOptions> set)
    {
        var options = new ComfyClientOptions();
        set(options);

        var refused = Assert.ThrowsAny<ArgumentException>(() => new ComfyClient("http://h", options));

        Assert.Equal(name, refused.ParamName);
    }

    [Fact]
    public void Options_that_exclude_each_other_are_refused()
    {
        using var http = new HttpClient();
        using var handler = new SocketsHttpHandler();

        var refused = Assert.Throws<ArgumentException>(() => new ComfyClient("http://h", new ComfyClientOptions { HttpClient = http, HttpMessageHandler = handler }));

        Assert.Contains(nameof(ComfyClientOptions.HttpMessageHandler), refused.Message, StringComparison.Ordinal);
    }
}
