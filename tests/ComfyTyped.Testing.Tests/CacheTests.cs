using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>What is executed again, and what is not.</summary>
public class CacheTests
{
    [Fact]
    public async Task A_repeated_prompt_is_answered_from_the_cache()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject first = await server.RunAsync(Workflows.EmptyImage());
        JsonObject second = await server.RunAsync(Workflows.EmptyImage());
        Assert.Empty(Cached(first));
        Assert.Equal(["1", "2"], Cached(second));
        Assert.Equal(first["outputs"]!.ToJsonString(), second["outputs"]!.ToJsonString());
    }

    [Fact]
    public async Task A_changed_input_runs_its_node_and_those_below_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.RunAsync(Workflows.TextToImage("1"));
        Assert.Equal(["4", "5", "6", "7"], Cached(await server.RunAsync(Workflows.TextToImage("2"))).Order());
    }

    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{ "b": [1.0, 2], "a": true }""", true)]
    [InlineData("7", "7.0", true)]
    [InlineData("\"7\"", "7", false)]
    [InlineData("[[1]]", "[[2]]", false)]
    public async Task An_input_is_the_same_when_it_means_the_same(string first, string second, bool isCached)
    {
        await using TestServer server = await TestServer.StartAsync(options =>
            options.AddNode(new NodeDefinition("Take").Input("x", "*").AsOutputNode(), _ => NodeResult.None));
        string[] prompts = [.. ((string[])[first, second]).Select(value => $$"""{ "1": { "class_type": "Take", "inputs": { "x": {"__value__": {{value}} } } } }""")];
        await server.RunAsync(prompts[0]);
        Assert.Equal(isCached ? ["1"] : [], Cached(await server.RunAsync(prompts[1])));
    }

    [Fact]
    public async Task Only_the_last_prompt_is_remembered()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.RunAsync(Workflows.EmptyImage(colour: 1));
        await server.RunAsync(Workflows.EmptyImage(colour: 2));
        Assert.Empty(Cached(await server.RunAsync(Workflows.EmptyImage(colour: 1))));
    }

    [Fact]
    public async Task Freed_memory_makes_everything_run_again()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.RunAsync(Workflows.EmptyImage());
        await server.PostAsync("/free", """{"free_memory": true}""");
        JsonObject again = await server.RunAsync(Workflows.EmptyImage());
        Assert.Empty(Cached(again));
        Assert.Equal("empty_00002_.png", (string?)again["outputs"]!["2"]!["images"]![0]!["filename"]);
    }

    [Fact]
    public async Task A_loaded_file_that_changed_is_loaded_again()
    {
        const string prompt = """
            {
              "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
              "2": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } }
            }
            """;
        await using TestServer server = await TestServer.StartAsync();
        string file = Path.Combine(server.Server.DataDirectory, "input", "a.png");
        await File.WriteAllBytesAsync(file, new Picture(1, 1, [1, 2, 3, 255]).ToPng(), TestContext.Current.CancellationToken);
        await server.RunAsync(prompt);
        Assert.Equal(["1", "2"], Cached(await server.RunAsync(prompt)));
        await File.WriteAllBytesAsync(file, new Picture(1, 1, [9, 9, 9, 255]).ToPng(), TestContext.Current.CancellationToken);
        Assert.Empty(Cached(await server.RunAsync(prompt)));
    }

    [Fact]
    public async Task A_node_whose_fingerprint_fails_runs_again()
    {
        const string prompt = """{ "1": { "class_type": "Moody", "inputs": {} } }""";
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(
            new NodeBehavior(new NodeDefinition("Moody").AsOutputNode(), _ => NodeResult.None)
            {
                Fingerprint = _ => throw new InvalidOperationException("no fingerprint today"),
            }));
        await server.RunAsync(prompt);
        JsonObject again = await server.RunAsync(prompt);
        Assert.Empty(Cached(again));
        Assert.Equal("success", (string?)again["status"]!["status_str"]);
    }

    [Theory]
    [InlineData("0.8.0", 0)]
    [InlineData("0.3.64", 1)]
    public async Task Cached_outputs_of_a_prompt_without_a_client_are_missing_from_the_history_of_some_releases(string version, int outputs)
    {
        await using TestServer server = await TestServer.StartAsync(options => options.ComfyUIVersion = version);
        await server.RunAsync(Workflows.EmptyImage());
        await using EventSocket observer = await server.ConnectAsync("observer");
        string promptId = await server.SubmitAsync(Workflows.EmptyImage());
        await observer.ReadUntilAsync(
            frame => frame.Type == "status" && frame.Data!["sid"] is null && (int)frame.Data["status"]!["exec_info"]!["queue_remaining"]! == 0,
            TestContext.Current.CancellationToken);
        JsonNode entry = (await server.GetAsync($"/history/{promptId}")).Json![promptId]!;
        Assert.Equal(("success", outputs), ((string?)entry["status"]!["status_str"], entry["outputs"]!.AsObject().Count));
    }

    private static IEnumerable<string?> Cached(JsonObject entry) =>
        entry["status"]!["messages"]!.AsArray().Single(message => (string?)message![0] == "execution_cached")![1]!["nodes"]!.AsArray()
            .Select(node => (string?)node);
}
