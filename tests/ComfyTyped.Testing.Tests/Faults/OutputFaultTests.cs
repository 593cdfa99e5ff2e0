using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Faults;

/// <summary>What faults do to what a server says of its outputs.</summary>
public class OutputFaultTests
{
    public static TheoryData<string> FileNames => [.. HostileContent.FileNames];

    [Theory]
    [MemberData(nameof(FileNames))]
    public async Task Events_and_history_tell_the_name_that_is_asked_for(string name)
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new RenameOutputs(name) { Subfolder = "elsewhere" });
        await using EventSocket socket = await server.ConnectAsync("me");
        string promptId = await server.SubmitAsync(Workflows.EmptyImage(), "me");
        Frame executed = await socket.ReadUntilAsync(frame => frame.Type == "executed", TestContext.Current.CancellationToken);
        await socket.ReadUntilEndAsync(promptId, TestContext.Current.CancellationToken);
        JsonNode history = (await server.GetAsync($"/history/{promptId}")).Json![promptId]!["outputs"]!["2"]!["images"]![0]!;
        Assert.Equal((name, "elsewhere"), ((string?)history["filename"], (string?)history["subfolder"]));
        Assert.Equal(name, (string?)executed.Data!["output"]!["images"]![0]!["filename"]);
    }

    [Fact]
    public async Task An_output_of_another_class_is_left_alone()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new RewriteOutput(_ => new JsonObject { ["images"] = "a text" }) { ClassType = "PreviewImage" });
        Assert.IsType<JsonArray>((await server.RunAsync(Workflows.EmptyImage()))["outputs"]!["2"]!["images"]);
        server.Server.Faults.Add(new RewriteOutput(_ => new JsonObject { ["images"] = "a text" }) { ClassType = "SaveImage" });
        Assert.Equal("a text", (string?)(await server.RunAsync(Workflows.EmptyImage("other", 1)))["outputs"]!["2"]!["images"]);
    }

    [Fact]
    public void Hostile_content_is_what_it_says()
    {
        Assert.Equal(
            """{"type":"progress","data":{"value":"a text","node":1,"list":"a text","none":1,"flag":"a text"}}""",
            HostileContent.WrongTypes("""{"type":"progress","data":{"value":1,"node":"3","list":[1],"none":null,"flag":true}}"""));
        Assert.Equal("""{"a":1,"huge":"xxx"}""", HostileContent.HugeText("""{"a":1}""", 3));
        Assert.Equal("""{"huge":"xxx"}""", HostileContent.HugeText("{}", 3));
        Assert.Equal("[[[]]]", HostileContent.DeepJson(3));
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(HostileContent.DeepJson()));
    }
}
