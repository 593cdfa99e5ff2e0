using System.Text;
using System.Text.Json;
using ComfyTyped.Graph;
using ComfyTyped.Runs;

namespace ComfyTyped.Tests.Retries;

/// <summary>A prompt is written once; ids and the names of its files are added each time that it is sent.</summary>
public class PromptRequestTests
{
    private static readonly FileUse First = new("markone", LocalFile.Of(new byte[] { 1 }, "a.png"), "A.Image");
    private static readonly FileUse Second = new("marktwo", LocalFile.Of(new byte[] { 2 }, "b.png"), "B.Image");

    [Fact]
    public void Every_attempt_has_its_own_ids_and_names()
    {
        PromptRequest request = Request(new ComfyClientOptions(), new RunOptions { Front = true });
        request.SetName(First, "a \"quoted\" name.png");
        request.SetName(Second, "b.png");

        request.WriteBody("one", "socket1");
        string first = Encoding.UTF8.GetString(request.Body.Span);
        request.SetName(Second, "elsewhere/b.png");
        request.WriteBody("another-and-longer-id", "socket2");
        string second = Encoding.UTF8.GetString(request.Body.Span);

        AssertJson("""{"prompt":{"1":{"b":"b.png","a":"a \"quoted\" name.png"}},"prompt_id":"one","front":true,"client_id":"socket1"}""", first);
        AssertJson(
            """{"prompt":{"1":{"b":"elsewhere/b.png","a":"a \"quoted\" name.png"}},"prompt_id":"another-and-longer-id","front":true,"client_id":"socket2"}""",
            second);
    }

    [Fact]
    public void A_body_that_is_still_being_read_is_left_alone_by_the_next()
    {
        PromptRequest request = Request(new ComfyClientOptions(), new RunOptions());
        request.WriteBody("one", "socket1");
        ReadOnlyMemory<byte> before = request.Body;
        byte[] copy = before.ToArray();

        request.WriteBody("two", "socket2");

        Assert.Equal(copy, before.ToArray());
    }

    [Fact]
    public void A_message_of_the_socket_holds_the_same_members()
    {
        PromptRequest request = Request(new ComfyClientOptions { SubmissionMode = SubmissionMode.Socket }, new RunOptions());

        request.WriteBody("one", "socket1");

        AssertJson(
            """{"type":"execute","data":{"prompt":{"1":{"b":"marktwo","a":"markone"}},"prompt_id":"one","client_id":"socket1"}}""",
            Encoding.UTF8.GetString(request.Body.Span));
    }

    [Fact]
    public void What_was_released_is_written_again_when_it_may_be_sent_again()
    {
        PromptRequest request = Request(new ComfyClientOptions(), new RunOptions());
        request.WriteBody("one", "socket1");
        byte[] copy = request.Body.ToArray();

        request.Release(isSentAgain: true);
        Assert.True(request.Body.IsEmpty);
        request.WriteBody("one", "socket1");

        Assert.Equal(copy, request.Body.ToArray());
    }

    private static PromptRequest Request(ComfyClientOptions options, RunOptions queueing) => new(
        writer =>
        {
            // The files are noted in another order than they stand in.
            writer.WriteRawValue("""{"1":{"b":"marktwo","a":"markone"}}""");
            return new PromptNotes { Files = { First, Second } };
        },
        options,
        queueing);

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), actual);
}
