using System.Buffers.Binary;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>Progress and previews of a sampler.</summary>
public class PreviewTests
{
    private const string Hello = """{"type":"feature_flags","data":{"supports_preview_metadata":true}}""";

    [Fact]
    public async Task Each_step_is_a_state_a_progress_event_and_a_jpeg_of_type_1()
    {
        Frame[] steps = await StepsAsync(hello: null, Workflows.TextToImage(steps: 2));
        Assert.Equal(["progress_state", "progress", "binary", "progress_state", "progress", "binary"], steps.Select(step => step.Type));
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 1, 0xFF, 0xD8], steps[2].Binary![..10]);
    }

    [Fact]
    public async Task A_client_that_asked_for_it_gets_previews_of_type_4_that_name_their_node()
    {
        Frame[] steps = await StepsAsync(Hello, Workflows.TextToImage(steps: 2));
        Assert.Equal(["progress_state", "binary", "progress", "progress_state", "binary", "progress"], steps.Select(step => step.Type));
        byte[] frame = steps[1].Binary!;
        Assert.Equal(4u, BinaryPrimitives.ReadUInt32BigEndian(frame));
        int length = (int)BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4));
        JsonNode metadata = JsonNode.Parse(frame.AsSpan(8, length))!;
        Assert.Equal(("3", "image/jpeg"), ((string?)metadata["node_id"], (string?)metadata["image_type"]));
        Assert.Equal(128, Picture.Decode(frame.AsSpan(8 + length)).Width);
    }

    [Fact]
    public async Task Progress_counts_the_steps()
    {
        Frame[] steps = await StepsAsync(hello: null, Workflows.TextToImage(steps: 5));
        Assert.Equal([1, 2, 3, 4, 5], steps.Where(step => step.Type == "progress").Select(step => (int)step.Data!["value"]!));
        Assert.All(steps.Where(step => step.Type == "progress"), step => Assert.Equal(5, (int)step.Data!["max"]!));
    }

    [Fact]
    public async Task A_prompt_can_switch_previews_off()
    {
        Frame[] steps = await StepsAsync(hello: null, Workflows.TextToImage(), body => body["extra_data"] = new JsonObject { ["preview_method"] = "none" });
        Assert.DoesNotContain(steps, step => step.Type == "binary");
    }

    [Fact]
    public async Task SaveImageWebsocket_sends_a_full_png_and_shows_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string promptId = await server.SubmitAsync("""
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 600, "height": 6, "batch_size": 1, "color": 255 } },
              "2": { "class_type": "SaveImageWebsocket", "inputs": { "images": ["1", 0] } }
            }
            """, "me");
        await socket.ReadUntilEndAsync(promptId, TestContext.Current.CancellationToken);
        byte[] frame = Assert.Single(socket.Frames, read => read.Type == "binary").Binary!;
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 2], frame[..8]);
        Assert.Equal(600, Picture.Decode(frame.AsSpan(8)).Width);
        Assert.DoesNotContain(socket.Frames, read => read.Type == "executed");
    }

    /// <summary>What a socket gets between the announcement of the sampler and that of the next node, the states at both ends aside.</summary>
    private static async Task<Frame[]> StepsAsync(string? hello, string prompt, Action<JsonObject>? more = null)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using TestServer server = await TestServer.StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        if (hello is not null)
        {
            await socket.SendAsync(hello, cancellationToken);
            await socket.ReadUntilAsync(frame => frame.Type == "feature_flags", cancellationToken);
        }

        string promptId = await server.SubmitAsync(prompt, "me", more);
        await socket.ReadUntilEndAsync(promptId, cancellationToken);
        return
        [
            .. socket.Frames.SkipWhile(frame => !Announces(frame, "3")).Skip(1).TakeWhile(frame => !Announces(frame, "8")).SkipLast(2),
        ];
    }

    private static bool Announces(Frame frame, string node) => frame.Type == "executing" && (string?)frame.Data!["node"] == node;
}
