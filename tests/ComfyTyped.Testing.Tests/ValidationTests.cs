using System.Net;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>What the validator does that no recording shows.</summary>
public class ValidationTests
{
    [Theory]
    [InlineData("INT", "\"7\"", "7")]
    [InlineData("INT", "1.9", "1")]
    [InlineData("INT", "-1.9", "-1")]
    [InlineData("INT", "true", "1")]
    [InlineData("INT", "18446744073709551615", "18446744073709551615")]
    [InlineData("FLOAT", "7", "7.0")]
    [InlineData("FLOAT", "\"0.5\"", "0.5")]
    [InlineData("FLOAT", "0.30000000000000004", "0.30000000000000004")]
    [InlineData("STRING", "5", "\"5\"")]
    [InlineData("STRING", "null", "\"None\"")]
    [InlineData("STRING", "true", "\"True\"")]
    [InlineData("STRING", "{\"__value__\": [\"a\", 1.0]}", "\"[\\u0027a\\u0027, 1.0]\"")]
    [InlineData("BOOLEAN", "\"false\"", "true")]
    [InlineData("BOOLEAN", "0", "false")]
    [InlineData("ANYTHING", "{\"a\": 1}", "{\"a\":1}")]
    public async Task A_value_becomes_the_declared_type(string type, string given, string stored)
    {
        await using TestServer server = await StartAsync(type);
        JsonObject entry = await server.RunAsync($$"""{ "1": { "class_type": "Take", "inputs": { "x": {{given}} } } }""");
        Assert.Equal(stored, entry["prompt"]![2]!["1"]!["inputs"]!["x"]!.ToJsonString());
    }

    [Theory]
    [InlineData("INT", "[]", "Bad linked input, must be a length-2 list of [node_id, slot_index]: x")]
    [InlineData("INT", "\"1.5\"", "Failed to convert an input value to a INT value: x, 1.5, invalid literal for int() with base 10: '1.5'")]
    [InlineData("FLOAT", "null", "Failed to convert an input value to a FLOAT value: x, None, float() argument must be a string or a real number, not 'NoneType'")]
    [InlineData("FLOAT", "{}", "Failed to convert an input value to a FLOAT value: x, {}, float() argument must be a string or a real number, not 'dict'")]
    [InlineData("INT", "[1, 0]", "Exception when validating node: 1")]
    [InlineData("INT", "[\"1\", \"0\"]", "Exception when validating node: tuple indices must be integers or slices, not str")]
    public async Task A_value_that_does_not_fit_is_refused_in_ComfyUIs_words(string type, string given, string details)
    {
        await using TestServer server = await StartAsync(type);
        Answer answer = await SubmitAsync(server, $$"""{ "1": { "class_type": "Take", "inputs": { "x": {{given}} } } }""");
        Assert.Equal((HttpStatusCode.BadRequest, details), (answer.Status, (string?)answer.Json!["error"]!["details"]));
    }

    [Theory]
    [InlineData("""["a","b"]""", """["a", "b"]""", HttpStatusCode.OK)]
    [InlineData("""["a","b"]""", """["\u0061", "b"]""", HttpStatusCode.OK)]
    [InlineData("""[1,true]""", """[1.0, 1]""", HttpStatusCode.OK)]
    [InlineData("""["a","b"]""", """["b","a"]""", HttpStatusCode.BadRequest)]
    [InlineData("""["1"]""", """[1]""", HttpStatusCode.BadRequest)]
    public async Task Lists_of_options_are_compared_by_what_they_mean(string output, string input, HttpStatusCode status)
    {
        await using TestServer server = await TestServer.StartAsync(options => options
            .AddNode(NodeDefinition.Parse("Give", $$"""{ "output": [{{output}}] }"""), _ => NodeResult.Of("a"))
            .AddNode(NodeDefinition.Parse("Take", $$"""{ "input": { "required": { "x": [{{input}}] } }, "output_node": true }"""), _ => NodeResult.None));
        Answer answer = await SubmitAsync(
            server, """{ "1": { "class_type": "Give", "inputs": {} }, "2": { "class_type": "Take", "inputs": { "x": ["1", 0] } } }""");
        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("in.png", HttpStatusCode.OK)]
    [InlineData("in.png [input]", HttpStatusCode.OK)]
    [InlineData("out.png [output]", HttpStatusCode.OK)]
    [InlineData("out.png", HttpStatusCode.BadRequest)]
    [InlineData("in.png [output]", HttpStatusCode.BadRequest)]
    public async Task A_bare_file_name_means_the_input_folder_for_LoadImageOutput_too(string image, HttpStatusCode status)
    {
        await using TestServer server = await TestServer.StartAsync();
        byte[] png = new Picture(1, 1, [1, 2, 3, 255]).ToPng();
        await File.WriteAllBytesAsync(Path.Combine(server.Server.DataDirectory, "input", "in.png"), png, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(server.Server.DataDirectory, "output", "out.png"), png, TestContext.Current.CancellationToken);
        Answer answer = await SubmitAsync(server, $$"""
            { "1": { "class_type": "LoadImageOutput", "inputs": { "image": "{{image}}" } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } } }
            """);
        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("0.3.44", "\"no-uuid\"", null)]
    [InlineData("0.8.0", "\"no-uuid\"", "no-uuid")]
    [InlineData("0.8.0", "null", "None")]
    [InlineData("0.33.0", "null", null)]
    [InlineData("0.33.0", "\"2f6a9c1e-5b1d-4b7a-9a52-3a1f0d9c7e11\"", "2f6a9c1e-5b1d-4b7a-9a52-3a1f0d9c7e11")]
    public async Task Whose_the_prompt_id_is_depends_on_the_release(string version, string given, string? expected)
    {
        await using TestServer server = await TestServer.StartAsync(options => options.ComfyUIVersion = version);
        string promptId = await server.SubmitAsync(Workflows.EmptyImage(), more: body => body["prompt_id"] = JsonNode.Parse(given));
        if (expected is not null)
            Assert.Equal(expected, promptId);
        else
            Assert.True(Guid.TryParseExact(promptId, "D", out _), promptId);
    }

    [Theory]
    [InlineData("\"2F6A9C1E-5B1D-4B7A-9A52-3A1F0D9C7E11\"")]
    [InlineData("\"2f6a9c1e5b1d4b7a9a523a1f0d9c7e11\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    public async Task A_prompt_id_in_another_form_is_refused_since_0_33(string given)
    {
        await using TestServer server = await TestServer.StartAsync(options => options.ComfyUIVersion = "0.33.0");
        Answer answer = await server.PostAsync("/prompt", $$"""{ "prompt_id": {{given}}, "prompt": {{Workflows.EmptyImage()}} }""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_prompt_id"), (answer.Status, (string?)answer.Json!["error"]!["type"]));
    }

    [Theory]
    [InlineData("0.8.0", true, HttpStatusCode.BadRequest)]
    [InlineData("0.33.0", true, HttpStatusCode.OK)]
    [InlineData("0.33.0", false, HttpStatusCode.InternalServerError)]
    public async Task A_class_that_is_gone_is_replaced_since_0_14(string version, bool hasMeta, HttpStatusCode status)
    {
        await using TestServer server = await TestServer.StartAsync(options => options.ComfyUIVersion = version);
        string meta = hasMeta ? """, "_meta": { "title": "Old" }""" : "";
        Answer answer = await SubmitAsync(server, $$"""
            { "1": { "class_type": "T2IAdapterLoader", "inputs": { "t2i_adapter_name": "x.safetensors" }{{meta}} },
              "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } } }
            """);
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_long_list_of_options_is_not_sent_back()
    {
        await using TestServer server = await TestServer.StartAsync();
        Answer answer = await SubmitAsync(server, Workflows.TextToImage(sampler: "eulr"));
        JsonNode error = answer.Json!["node_errors"]!["3"]!["errors"]![0]!;
        Assert.Matches(@"^sampler_name: 'eulr' not in \(list of length \d+\)$", (string)error["details"]!);
        Assert.True(error["extra_info"]!.AsObject().ContainsKey("input_config"));
        Assert.Null(error["extra_info"]!["input_config"]);
    }

    [Theory]
    [InlineData("0.8.0", HttpStatusCode.BadRequest)]
    [InlineData("0.3.64", HttpStatusCode.OK)]
    public async Task Options_of_new_style_combos_are_checked_since_0_8(string version, HttpStatusCode status)
    {
        await using TestServer server = await TestServer.StartAsync(options => options.ComfyUIVersion = version);
        Answer answer = await SubmitAsync(server, """
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 0 } },
              "2": { "class_type": "ImageBlend", "inputs": { "image1": ["1", 0], "image2": ["1", 0], "blend_factor": 0.5, "blend_mode": "glow" } },
              "3": { "class_type": "PreviewImage", "inputs": { "images": ["2", 0] } }
            }
            """);
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_listed_model_folder_is_enforced_and_the_others_take_any_name()
    {
        await using TestServer server = await TestServer.StartAsync(options => options.Models["checkpoints"] = ["a.safetensors", "b.safetensors"]);
        JsonNode error = (await SubmitAsync(server, Workflows.TextToImage())).Json!["node_errors"]!["4"]!["errors"]![0]!;
        Assert.Equal("ckpt_name: 'any.safetensors' not in ['a.safetensors', 'b.safetensors']", (string?)error["details"]);
        Assert.Equal("[\"a.safetensors\",\"b.safetensors\"]", (await server.GetAsync("/models/checkpoints")).Text);
        JsonNode config = (await server.GetAsync("/object_info/CheckpointLoaderSimple")).Json!["CheckpointLoaderSimple"]!["input"]!["required"]!["ckpt_name"]!;
        Assert.Equal("[\"a.safetensors\",\"b.safetensors\"]", config[0]!.ToJsonString());
    }

    [Fact]
    public async Task Inputs_of_the_chosen_option_of_a_dynamic_combo_are_required()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonNode error = (await SubmitAsync(server, """
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 8, "batch_size": 1, "color": 0 } },
              "2": { "class_type": "ResizeImageMaskNode", "inputs": { "input": ["1", 0], "resize_type": "scale by multiplier", "scale_method": "area" } },
              "3": { "class_type": "PreviewImage", "inputs": { "images": ["2", 0] } }
            }
            """)).Json!["node_errors"]!["2"]!["errors"]![0]!;
        Assert.Equal(("multiplier", "resize_type.multiplier"), ((string?)error["details"], (string?)error["extra_info"]!["input_name"]));
    }

    [Fact]
    public async Task Only_the_targets_of_a_partial_execution_run()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject entry = await server.RunAsync(
            """
            {
              "1": { "class_type": "PrimitiveInt", "inputs": { "value": 1 } },
              "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } },
              "3": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0], "unused": 1 } }
            }
            """,
            body => body["partial_execution_targets"] = new JsonArray("3", "1"));
        Assert.Equal(["3"], entry["outputs"]!.AsObject().Select(output => output.Key));
    }

    [Fact]
    public async Task A_chain_that_is_too_long_is_refused_and_a_long_one_runs()
    {
        await using TestServer server = await TestServer.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await SubmitAsync(server, Chain(100_000))).Status);
        Assert.Equal("success", (string?)(await server.RunAsync(Chain(300)))["status"]!["status_str"]);
    }

    /// <summary>A value that is handed from node to node, so many times.</summary>
    private static string Chain(int length)
    {
        var nodes = new JsonObject();
        for (int index = 0; index <= length; index++)
        {
            nodes[$"{index}"] = new JsonObject
            {
                ["class_type"] = index < length ? "PrimitiveInt" : "PreviewAny",
                ["inputs"] = new JsonObject { [index < length ? "value" : "source"] = index == 0 ? 1 : new JsonArray($"{index - 1}", 0) },
            };
        }

        return nodes.ToJsonString();
    }

    private static Task<TestServer> StartAsync(string type) => TestServer.StartAsync(options => options.AddNode(
        new NodeDefinition("Take").Input("x", type).AsOutputNode(), _ => NodeResult.None));

    private static Task<Answer> SubmitAsync(TestServer server, string prompt) =>
        server.PostAsync("/prompt", new JsonObject { ["prompt"] = JsonNode.Parse(prompt) });
}
