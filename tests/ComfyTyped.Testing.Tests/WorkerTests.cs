using System.Net;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>Prompts that end the server's worker, as they end ComfyUI's: HTTP goes on, and nothing runs any more.</summary>
public class WorkerTests
{
    private static readonly Dictionary<string, string> Deadly = new(StringComparer.Ordinal)
    {
        ["a link of an unknown input to a missing node"] = """
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 0, "zz": ["nosuch", 0] } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } }
            }
            """,
        ["a link of an unknown input of an output to a missing node"] = """
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 0 } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x", "zz": ["nosuch", 0] } }
            }
            """,
        ["a node without inputs that no output needs"] = """
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 0 } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } },
              "3": { "class_type": "EmptyImage" }
            }
            """,
        ["a node that raises SystemExit"] = """{ "1": { "class_type": "Exit", "inputs": { "exception": "SystemExit" } } }""",
        ["a node that raises KeyboardInterrupt"] = """{ "1": { "class_type": "Exit", "inputs": { "exception": "KeyboardInterrupt" } } }""",
    };

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public static TheoryData<string> Prompts => [.. Deadly.Keys];

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task A_deadly_prompt_runs_for_ever_and_holds_up_all_others(string prompt)
    {
        await using TestServer server = await StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        string deadly = await server.SubmitAsync(Deadly[prompt], "me");
        await socket.ReadUntilAsync(frame => frame.Type == "execution_start", CancellationToken);
        string waiting = await server.SubmitAsync(Workflows.EmptyImage(), "me");
        // Nothing reports the death of a worker, and one that still lives can be interrupted.
        await Task.Delay(500, CancellationToken);

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/interrupt", new JsonObject { ["prompt_id"] = deadly })).Status);
        await server.PostAsync("/interrupt", "{}");

        JsonNode queue = (await server.GetAsync("/queue")).Json!;
        Assert.Equal(deadly, (string?)Assert.Single(queue["queue_running"]!.AsArray())![1]);
        Assert.Equal(waiting, (string?)Assert.Single(queue["queue_pending"]!.AsArray())![1]);
        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
        await socket.CloseAsync(CancellationToken);
        Assert.DoesNotContain(socket.Frames, frame => frame.Type is "execution_error" or "execution_interrupted" or "execution_success");
    }

    [Fact]
    public async Task Only_a_restart_without_memory_helps()
    {
        await using TestServer server = await StartAsync();
        string deadly = await server.SubmitAsync(Deadly[Deadly.Keys.First()], "me");

        await server.Server.RestartAsync(keepMemory: true);
        Assert.Contains(deadly, (await server.GetAsync("/queue")).Text, StringComparison.Ordinal);

        await server.Server.RestartAsync(keepMemory: false);
        Assert.Equal("success", (string?)(await server.RunAsync(Workflows.EmptyImage()))["status"]!["status_str"]);
    }

    [Fact]
    public async Task A_node_that_raises_anything_else_fails_alone()
    {
        await using TestServer server = await StartAsync();
        JsonObject entry = await server.RunAsync("""{ "1": { "class_type": "Exit", "inputs": { "exception": "RuntimeError" } } }""");
        Assert.Equal("error", (string?)entry["status"]!["status_str"]);
        Assert.Equal("success", (string?)(await server.RunAsync(Workflows.EmptyImage()))["status"]!["status_str"]);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(options => options.AddNode(
        new NodeDefinition("Exit").Input("exception", "STRING").AsOutputNode(),
        node => throw new NodeExecutionException(node.Inputs.String("exception"), "The node exits.")));
}
