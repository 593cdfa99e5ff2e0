using System.Text.Json.Nodes;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Workflows.Files;

namespace ComfyTyped.Tests.Workflows;

public class DynamicWorkflowTests
{
    [Theory]
    [InlineData("text_to_image.json")]
    [InlineData("lora_chain.json")]
    [InlineData("image_upscale.json")]
    public void An_untouched_workflow_is_the_prompt_of_its_file(string file) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(PromptTests.FileText(file)), JsonNode.Parse(ComfyWorkflow.Parse(PromptTests.FileText(file)).ToJson())));

    [Fact]
    public void Numbers_stay_as_they_are_written()
    {
        string written = ComfyWorkflow.Parse(PromptTests.FileText("lora_chain.json")).ToJson();

        Assert.Contains("18446744073709551615", written, StringComparison.Ordinal);
        Assert.Contains("\"strength_clip\":1.0", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("KSampler")]
    public void A_node_is_found_by_id_title_or_class_and_its_inputs_by_name(string name)
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse(PromptTests.FileText("lora_chain.json"));

        workflow[name]["steps"] = 12;
        workflow[name]["seed"] = Seed.Random;
        workflow[name]["model"] = workflow["Style"].Output(0);

        JsonObject inputs = PromptTests.Inputs(workflow, "16");
        Assert.Equal("12", inputs["steps"]!.ToJsonString());
        Assert.Equal("""["11",0]""", inputs["model"]!.ToJsonString());
        Assert.NotEqual(inputs["seed"]!.ToJsonString(), PromptTests.Inputs(workflow, "16")["seed"]!.ToJsonString());
        Assert.Equal("a portrait, film grain", workflow["TEXT_positive"]["text"].Value);
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_exception_with_a_hint()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse(PromptTests.FileText("lora_chain.json"), "lora");

        Assert.Equal("lora has no node 'KSample'; did you mean 'KSampler'?", Assert.Throws<KeyNotFoundException>(() => workflow["KSample"]).Message);
        Assert.Equal("lora has 2 nodes 'LoraLoader': Style, Detail.", Assert.Throws<KeyNotFoundException>(() => workflow["LoraLoader"]).Message);
        Assert.Equal(
            "lora.KSampler (\"KSampler\", node 16) has no input 'stepz'; did you mean 'steps'?",
            Assert.Throws<KeyNotFoundException>(() => workflow["16"]["stepz"] = 1).Message);
    }

    [Fact]
    public async Task It_runs_and_its_outputs_are_there_by_name()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = new ComfyClient(server.Url);
        DynamicWorkflow workflow = ComfyWorkflow.Parse(PromptTests.FileText("text_to_image.json"));
        workflow.ApplySettings("""{ "prompt": { "positive": "a fox" }, "sampling": { "steps": 2, "seed": "random" }, "EmptyLatentImage": { "width": 64, "height": 64 } }""").ThrowIfIncomplete();

        DynamicResult result = await client.RunAsync(workflow, cancellationToken: TestContext.Current.CancellationToken);

        OutputFile file = Assert.Single(result["SaveImage"].Images);
        Assert.Equal([file.FileName], result.Files.Select(made => made.FileName));
        Assert.NotEmpty(await file.ReadAsync(TestContext.Current.CancellationToken));
        Assert.InRange(result.SeedOf(workflow["KSampler"]), 0ul, ulong.MaxValue);
    }

    [Fact]
    public async Task A_server_tells_its_types_so_that_it_is_checked_as_a_compiled_one_is()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = new ComfyClient(server.Url);
        DynamicWorkflow file = ComfyWorkflow.Parse(PromptTests.FileText("text_to_image.json"));
        file["KSampler"]["steps"] = 7;

        DynamicWorkflow workflow = await client.DescribeAsync(file, TestContext.Current.CancellationToken);

        Assert.Equal(file.ToJson(), workflow.ToJson());
        SettingsReport report = workflow.ApplySettings("""{ "sampling": { "steps": 0, "sampler_name": "eulr", "seed": "random" } }""");
        Assert.Equal([SettingRefusal.OutOfRange, SettingRefusal.NotAnOption], report.Refused.Select(refused => refused.Reason));
        Assert.Contains("\"maximum\": 10000", workflow.GetJsonSchema(), StringComparison.Ordinal);
        workflow["KSampler"]["steps"] = 0;
        Assert.Contains(workflow.Validate(), problem => problem.Kind == ValidationProblemKind.OutOfRange && problem.PropertyPath == "Workflow.KSampler.steps");
    }

    [Theory]
    [InlineData("{\n  \"1\": { \"class_type\": \"ä\" \"inputs\" }\n}", 2, 28, "A comma or '}' is missing before '\"'.")]
    [InlineData("{\r\n\r  \"1\": 01 }", 3, 8, "'01' is not a number that JSON knows.")]
    [InlineData("", 1, 1, "A value is missing before the end of the file.")]
    public void Bad_JSON_has_file_line_and_column(string json, int line, int column, string message)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, json);
        try
        {
            WorkflowFormatException exception = Assert.Throws<WorkflowFormatException>(() => ComfyWorkflow.Load(path));

            Assert.Equal((path, line, column), (exception.File, exception.Line, exception.Column));
            Assert.Equal($"{path}({line},{column}): {message}", exception.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("""{ "nodes": [], "links": [], "version": 0.4 }""", "Export (API)")]
    [InlineData("""{ "workflow": { "nodes": [], "links": [] } }""", "Export (API)")]
    [InlineData("{}", "It holds no prompt")]
    [InlineData("[1]", "It holds no prompt")]
    [InlineData("""{ "a": { "1": { "class_type": "A" } }, "b": { "1": { "class_type": "A" } } }""", "The file holds 2 prompts (.a, .b)")]
    [InlineData("""{ "1": { "class_type": "A" }, "2": { "inputs": {} } }""", "(1,31): Node '2' has no class_type.")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": 1 } }""", "(1,39): The inputs of node '1' are no object.")]
    [InlineData("""{ "1": { "class_type": "" }, "2": { "class_type": 7 } }""", "The workflow(1,51): The class_type of node '2' is no string.")]
    public void What_is_no_prompt_is_refused_with_what_to_do(string json, string message) =>
        Assert.Contains(message, Assert.Throws<WorkflowFormatException>(() => ComfyWorkflow.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "prompt": { "1": { "class_type": "A", "inputs": { "x": 1 } } }, "client_id": "x" }""")]
    [InlineData("\uFEFF{ \"1\": { \"class_type\": \"A\", \"is_changed\": [1], \"inputs\": { \"x\": 1 } } }")]
    [InlineData("""{ "1": { "class_type": "B" }, "1": { "class_type": "A", "inputs": { "x": 0, "x": 1 } } }""")]
    [InlineData("""{ "_bridge": { "version": 1 }, "version": 1.0, "1": { "class_type": "A", "inputs": { "x": 1 } } }""")]
    [InlineData("""{ "prompt": { "1": { "class_type": "A", "is_changed": [NaN], "inputs": { "x": 1 } } }, "workflow": { "nodes": [], "links": [] } }""")]
    [InlineData("""{ "prompt": "{\"1\": {\"class_type\": \"A\", \"inputs\": {\"x\": 1}}}" }""")]
    public void A_prompt_is_found_in_wrappers_and_mended(string json) =>
        Assert.Equal("""{"1":{"class_type":"A","inputs":{"x":1}}}""", ComfyWorkflow.Parse(json).ToJson());

    [Fact]
    public void A_list_is_wrapped_and_a_link_is_not() => Assert.Equal(
        """{"1":{"class_type":"A","inputs":{"x":{"__value__":[1,2]},"y":["2",0]}},"2":{"class_type":"B","inputs":{}}}""",
        ComfyWorkflow.Parse("""{"1":{"class_type":"A","inputs":{"x":[1,2],"y":["2",0]}},"2":{"class_type":"B"}}""").ToJson());

    [Fact]
    public void Nodes_of_one_title_and_class_have_names_of_their_own()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse(
            """{"1":{"class_type":"A","_meta":{"title":"T"}},"2":{"class_type":"A","_meta":{"title":"T"}},"3":{"class_type":"B","_meta":{"title":"A 1"}}}""");

        Assert.Equal(3, workflow.Nodes.Select(node => node.PropertyName).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Typed_nodes_can_be_added()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse("""{"1":{"class_type":"SaveImage","inputs":{"images":["9",0],"filename_prefix":"x"}}}""");
        EmptyImage empty = workflow.Add(new EmptyImage { Width = 64, Height = 64, BatchSize = 1, Color = 0 });

        workflow["1"]["images"] = empty.Image;

        Assert.DoesNotContain(workflow.Validate(), problem => problem.Kind == ValidationProblemKind.LinkToMissingNode);
    }
}
