using System.Collections.Concurrent;
using System.Reflection;
using ComfyTyped.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.DependencyInjection;

public class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_of_the_services_runs_workflows()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var services = new ServiceCollection();
        services.AddComfyClient(options => options.Url = server.Url);
        await using ServiceProvider provider = services.BuildServiceProvider();

        var comfy = provider.GetRequiredService<ComfyClient>();
        RawResult result = await comfy.RunAsync(
            new RawWorkflow(
                """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}"""),
            cancellationToken: Token);

        Assert.Single(result["2"].Images);
        Assert.Same(comfy, provider.GetRequiredService<ComfyClient>());
    }

    [Fact]
    public async Task Clients_of_several_servers_have_keys_and_options_of_their_own()
    {
        var services = new ServiceCollection();
        services.AddComfyClient("gpu1", options => options.Url = new Uri("http://one:8188"));
        services.AddComfyClient("gpu2", Configuration(("Url", "https://me:open%20sesame@two/comfy")));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("http://one:8188/", provider.GetRequiredKeyedService<ComfyClient>("gpu1").Url.ToString());
        Assert.Equal("https://two/comfy/", provider.GetRequiredKeyedService<ComfyClient>("gpu2").Url.ToString());
        Assert.Null(provider.GetService<ComfyClient>());
    }

    [Fact]
    public async Task Handlers_of_the_factory_see_every_request_and_the_handshake()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        var seen = new SeenPaths();
        var services = new ServiceCollection();
        services.AddComfyClient(options => options.Url = server.Url).HttpClient.AddHttpMessageHandler(() => seen);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<ComfyClient>().RunAsync(
            new RawWorkflow("""{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}"""),
            cancellationToken: Token);

        Assert.Equal(["/ws", "/api/prompt"], seen.Paths.Take(2));
    }

    [Theory]
    [InlineData(null, "Url is not set")]
    [InlineData("ftp://host", "http://")]
    [InlineData("http://host/?token=hush", "no query")]
    public async Task Options_of_no_use_fail_the_start(string? url, string reason)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddComfyClient("gpu1", options => options.Url = url is null ? null : new Uri(url));
        using IHost host = builder.Build();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("\"gpu1\"", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_plain_option_can_come_from_the_configuration()
    {
        var values = new Dictionary<string, (string Text, object Value)>(StringComparer.Ordinal)
        {
            ["Url"] = ("http://h:1", new Uri("http://h:1")),
            ["Dialect"] = ("cloud", ComfyDialect.Cloud),
            ["ApiKey"] = ("key", "key"),
            ["PreviewMethod"] = ("taesd", PreviewMethod.Taesd),
            ["AcceptPartialPrompts"] = ("true", true),
            ["ValidateBeforeSubmit"] = ("false", false),
            ["LogInputs"] = ("true", true),
            ["HistoryPollInterval"] = ("00:00:07", TimeSpan.FromSeconds(7)),
            ["ConnectTimeout"] = ("00:00:08", TimeSpan.FromSeconds(8)),
            ["RequestTimeout"] = ("00:00:09", TimeSpan.FromSeconds(9)),
            ["UnreachableTimeout"] = ("00:10:00", TimeSpan.FromMinutes(10)),
            ["SilentSocketTimeout"] = ("00:00:11", TimeSpan.FromSeconds(11)),
            ["QueueTimeout"] = ("01:00:00", TimeSpan.FromHours(1)),
            ["SilenceTimeout"] = ("00:20:00", TimeSpan.FromMinutes(20)),
            ["RunTimeout"] = ("02:00:00", TimeSpan.FromHours(2)),
            ["SubmissionMode"] = ("http", SubmissionMode.Http),
            ["AnswerTimeout"] = ("00:00:12", TimeSpan.FromSeconds(12)),
            ["ConnectionMode"] = ("pollingonly", ConnectionMode.PollingOnly),
            ["MaxResubmissions"] = ("2", 2),
            ["EventBufferSize"] = ("5", 5),
            ["TransferStallTimeout"] = ("00:00:13", TimeSpan.FromSeconds(13)),
            ["MaxResponseBytes"] = ("1000", 1000),
            ["MaxMessageBytes"] = ("1001", 1001),
            ["EventBufferBytes"] = ("5000000000", 5_000_000_000),
            ["MaxSocketImageBytes"] = ("6000000000", 6_000_000_000),
        };
        (string, string)[] settings = [.. values.Select(value => (value.Key, value.Value.Text)), ("Headers:X-Key", "one"), ("Unknown", "ignored")];

        ComfyClientOptions options = OptionsOf(Configuration(settings));

        Assert.Equal("one", options.Headers["X-Key"]);
        foreach (PropertyInfo property in typeof(ComfyClientOptions).GetProperties().Where(property => property.CanWrite && IsPlain(property.PropertyType)))
            Assert.Equal(values[property.Name].Value, property.GetValue(options));
    }

    [Fact]
    public void Prompts_can_be_sent_over_the_socket_by_the_configuration() =>
        Assert.Equal(SubmissionMode.Socket, OptionsOf(Configuration(("Url", "http://h"), ("SubmissionMode", "socket"))).SubmissionMode);

    [Fact]
    public void Retries_can_be_set_up_by_the_configuration()
    {
        ComfyClientOptions options = OptionsOf(Configuration(
            ("Url", "http://h"), ("Retry:MaxRetries", "7"), ("Retry:Delay", "00:00:02"), ("Retry:MaxDelay", "00:01:00"), ("Retry:UseJitter", "false")));

        Assert.Equal(
            new RetryOptions { MaxRetries = 7, Delay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromMinutes(1), UseJitter = false },
            options.Retry);
    }

    [Fact]
    public void A_setting_that_cannot_be_read_is_named_without_its_value()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => OptionsOf(Configuration(("Url", "http://h"), ("RequestTimeout", "hush"))));

        Assert.Contains("Comfy:RequestTimeout", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_log_and_credentials_come_from_the_services()
    {
        var time = new FakeTimeProvider();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(new Tokens("t0ken"));
        services.AddComfyClient(options => options.Url = new Uri("http://h"))
            .Configure<Tokens>((options, tokens) => options.Credentials = (_, _) => new(ComfyCredential.Bearer(tokens.Current)));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ComfyClientOptions options = provider.GetRequiredService<IOptionsMonitor<ComfyClientOptions>>().CurrentValue;

        Assert.Same(time, options.TimeProvider);
        Assert.Same(provider.GetRequiredService<ILoggerFactory>(), options.LoggerFactory);
        Assert.NotNull(options.HttpClient);
        Assert.NotNull(options.Credentials);
    }

    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(Uri);
    }

    private static ComfyClientOptions OptionsOf(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddComfyClient(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<ComfyClientOptions>>().CurrentValue;
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>("Comfy:" + setting.Key, setting.Value)))
        .Build()
        .GetSection("Comfy");

    private sealed record Tokens(string Current);

    private sealed class SeenPaths : DelegatingHandler
    {
        public ConcurrentQueue<string> Paths { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Paths.Enqueue(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
