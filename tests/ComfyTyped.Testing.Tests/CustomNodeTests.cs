using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>Node behaviours that a user registers.</summary>
public class CustomNodeTests
{
    private const string ShoutPrompt = """
        {
          "1": { "class_type": "Shout", "inputs": { "text": "hello" } },
          "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } }
        }
        """;

    [Fact]
    public async Task A_node_is_five_lines()
    {
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(
            new NodeDefinition("Shout").Input("text", "STRING").Output("STRING"),
            node => NodeResult.Of(node.Inputs.String("text").ToUpperInvariant())));
        JsonObject entry = await server.RunAsync(ShoutPrompt);
        Assert.Equal("HELLO", (string?)entry["outputs"]!["2"]!["text"]![0]);
    }

    [Fact]
    public async Task A_node_can_be_added_while_the_server_runs()
    {
        await using TestServer server = await TestServer.StartAsync();
        Assert.Equal("invalid_prompt", await ErrorTypeAsync(server, ShoutPrompt));
        server.Server.Nodes.Add(new NodeBehavior(
            new NodeDefinition("Shout").Input("text", "STRING").Output("STRING"), node => NodeResult.Of(node.Inputs.String("text"))));
        Assert.Equal("success", (string?)(await server.RunAsync(ShoutPrompt))["status"]!["status_str"]);
        Assert.Equal(
            "[[\"STRING\"],[\"STRING\"]]",
            new JsonArray((await server.GetAsync("/object_info/Shout")).Json!["Shout"] is { } node
                ? [node["input"]!["required"]!["text"]!.DeepClone(), node["output"]!.DeepClone()]
                : []).ToJsonString());
    }

    [Fact]
    public async Task Every_kind_of_value_reaches_the_node_exactly()
    {
        (long Int, ulong UInt, double Float, string Text, bool Flag, string Mode, bool HasExtra) seen = default;
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(
            new NodeDefinition("Take").Input("i", "INT").Input("u", "INT").Input("f", "FLOAT").Input("t", "STRING").Input("b", "BOOLEAN")
                .Choice("m", "one", "two").OptionalInput("extra", "INT").AsOutputNode(),
            node =>
            {
                NodeInputs inputs = node.Inputs;
                seen = (inputs.Int("i"), inputs.UInt("u"), inputs.Float("f"), inputs.String("t"), inputs.Bool("b"), inputs.String("m"), inputs.Has("extra"));
                return NodeResult.None;
            }));
        await server.RunAsync("""
            { "1": { "class_type": "Take", "inputs": { "i": -9223372036854775808, "u": 18446744073709551615, "f": 0.30000000000000004,
              "t": "日本", "b": true, "m": "two" } } }
            """);
        Assert.Equal((long.MinValue, ulong.MaxValue, 0.30000000000000004, "日本", true, "two", false), seen);
    }

    [Fact]
    public async Task A_throwing_node_ends_the_prompt_with_an_error_that_names_it()
    {
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(
            new NodeDefinition("Shout").Input("text", "STRING").Output("STRING"),
            _ => throw new NodeExecutionException("torch.OutOfMemoryError", "Allocation on device 0 would exceed allowed memory.")));
        JsonNode error = await ErrorAsync(server, ShoutPrompt);
        Assert.Equal(("1", "Shout", "torch.OutOfMemoryError"), ((string?)error["node_id"], (string?)error["node_type"], (string?)error["exception_type"]));
        Assert.Equal("Allocation on device 0 would exceed allowed memory.\n", (string?)error["exception_message"]);
        Assert.Equal("hello", (string?)error["current_inputs"]!["text"]![0]);
        Assert.Equal(["1", "2"], error["current_outputs"]!.AsArray().Select(id => (string?)id));
    }

    [Fact]
    public async Task Any_exception_is_reported_by_its_type()
    {
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(
            new NodeDefinition("Shout").Input("text", "STRING").Output("STRING"),
            async (_, cancellationToken) =>
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                throw new OperationCanceledException("not by the server");
            }));
        Assert.Equal("System.OperationCanceledException", (string?)(await ErrorAsync(server, ShoutPrompt))["exception_type"]);
    }

    [Fact]
    public async Task A_core_class_without_a_behaviour_says_that_it_is_not_simulated()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonNode error = await ErrorAsync(server, """
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 0 } },
              "2": { "class_type": "ImageSharpen", "inputs": { "image": ["1", 0], "sharpen_radius": 1, "sigma": 1.0, "alpha": 1.0 } },
              "3": { "class_type": "PreviewImage", "inputs": { "images": ["2", 0] } }
            }
            """);
        Assert.StartsWith("The local server does not simulate ImageSharpen.", (string)error["exception_message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_checks_its_own_inputs()
    {
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(
            new NodeBehavior(new NodeDefinition("Shout").Input("text", "STRING").Output("STRING"), _ => NodeResult.None)
            {
                Validate = new NodeInputCheck("text", inputs => inputs.String("text") == "hello" ? "too polite" : null),
            }));
        Answer answer = await SubmitAsync(server, ShoutPrompt);
        Assert.Equal("text - too polite", (string?)answer.Json!["node_errors"]!["1"]!["errors"]![0]!["details"]);
    }

    private static async Task<JsonNode> ErrorAsync(TestServer server, string prompt)
    {
        JsonObject entry = await server.RunAsync(prompt);
        Assert.Equal(("error", false), ((string?)entry["status"]!["status_str"], (bool)entry["status"]!["completed"]!));
        return entry["status"]!["messages"]!.AsArray().Single(message => (string?)message![0] == "execution_error")![1]!;
    }

    private static async Task<string?> ErrorTypeAsync(TestServer server, string prompt) =>
        (string?)(await SubmitAsync(server, prompt)).Json!["error"]!["type"];

    private static Task<Answer> SubmitAsync(TestServer server, string prompt) =>
        server.PostAsync("/prompt", new JsonObject { ["prompt"] = JsonNode.Parse(prompt) });
}
