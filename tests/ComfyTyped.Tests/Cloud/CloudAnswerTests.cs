using System.Net;
using System.Text;

namespace ComfyTyped.Tests.Cloud;

/// <summary>Answers that Comfy Cloud may give, and that the local server does not.</summary>
public class CloudAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_whose_answer_is_lost_is_not_sent_again()
    {
        int sent = 0;
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.HttpMessageHandler = new Answers(request =>
            request.RequestUri!.AbsolutePath == "/api/prompt" && ++sent > 0 ? throw new HttpRequestException("gone") : null));

        await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token));

        // It cannot be asked for, since it has an id that nobody has heard of.
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_prompt_that_is_rejected_with_200_is_rejected()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.HttpMessageHandler = new Answers(request =>
            request.RequestUri!.AbsolutePath == "/api/prompt" ? Json("""{"error":"the workflow is too large"}""") : null));

        var rejected = await Assert.ThrowsAsync<PromptRejectedException>(() => comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token));

        Assert.Equal("the workflow is too large", rejected.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.PaymentRequired, "credits")]
    [InlineData(HttpStatusCode.TooManyRequests, "subscription")]
    public async Task An_account_that_cannot_pay_is_told_so(HttpStatusCode status, string hint)
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.HttpMessageHandler = new Answers(request =>
            request.RequestUri!.AbsolutePath == "/api/prompt" ? Json("""{"anything":"goes"}""", status) : null));

        var failure = await Assert.ThrowsAsync<ComfyServerException>(() => comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token));

        Assert.Equal(status, failure.StatusCode);
        Assert.Contains(hint, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_the_cloud_says_it_has_lost_is_lost()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options => options.HttpMessageHandler = StatusOf("""{"status":"lost"}"""));

        var lost = await Assert.ThrowsAsync<ComfyRunLostException>(() => comfy.RunAsync(Server.Gate.Workflow(0), cancellationToken: Token));

        Assert.Equal(RunLostReason.Reported, lost.Reason);
    }

    [Fact]
    public async Task A_failure_without_a_job_is_told_in_the_words_of_its_status()
    {
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options =>
            options.HttpMessageHandler = StatusOf("""{"status":"non_retryable_error","error_message":"the machine caught fire"}"""));

        var failure = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(Server.Gate.Workflow(0), cancellationToken: Token));

        Assert.Equal("The run failed: the machine caught fire", failure.Message);
    }

    [Fact]
    public async Task A_word_that_nobody_knows_is_a_run_that_goes_on()
    {
        int looks = 0;
        await using CloudServer server = await CloudServer.StartAsync();
        await using ComfyClient comfy = server.Connect(options =>
        {
            options.ConnectionMode = ConnectionMode.PollingOnly;
            options.HttpMessageHandler = new Answers(request => IsStatus(request) && ++looks < 3 ? Json("""{"status":"warming_up"}""") : null);
        });

        await comfy.RunAsync(new RawWorkflow(CloudServer.Picture), cancellationToken: Token);

        Assert.Equal(3, looks);
    }

    /// <summary>The status says so, and the job is not there yet.</summary>
    private static Answers StatusOf(string json) => new(request =>
        IsStatus(request) ? Json(json)
        : request.RequestUri!.AbsolutePath.StartsWith("/api/jobs/", StringComparison.Ordinal) ? Json("{}", HttpStatusCode.NotFound)
        : null);

    private static bool IsStatus(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/status", StringComparison.Ordinal);

    private static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    /// <summary>Gives answers of its own; null leaves one to the server.</summary>
    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage?> answer)
        : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            return answer(request) ?? response;
        }
    }
}
