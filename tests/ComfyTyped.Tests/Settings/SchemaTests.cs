using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Tests.Workflows.Files;
using CsCheck;
using Json.Schema;

namespace ComfyTyped.Tests.Settings;

public class SchemaTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Func<ComfyWorkflow>[] Workflows =
        [() => new Guide(), () => new TextToImage(), () => new LoraChain(), () => new ImageUpscale(), () => new ResizeAndBatch(), () => new Objects(), AddedNodes, Odd, Untyped];

    [Fact]
    public void An_input_has_its_name_type_bounds_and_value()
    {
        JsonObject schema = SchemaOf(new Guide());

        Assert.Equal(
            """{"description":"KSampler.steps","type":"integer","minimum":1,"maximum":10000,"default":20}""",
            InputOf(schema, "Compose", "steps").ToJsonString());
        Assert.Equal(
            """{"description":"CheckpointLoaderSimple.ckpt_name: the name of a file on the server.","type":"string","format":"file-name","default":"base.safetensors"}""",
            InputOf(schema, "ModelBase", "ckpt_name").ToJsonString());
        Assert.Equal("TEXT_positive", schema["properties"]!["TextPositive"]!["title"]!.GetValue<string>());
        Assert.Equal("""{"description":"PrimitiveBoolean.value","type":"boolean","default":false}""", InputOf(schema, "Switch1", "value").ToJsonString());
        Assert.Contains("euler", InputOf(schema, "Compose", "sampler_name")["enum"]!.AsArray().Select(option => option!.GetValue<string>()));
    }

    [Fact]
    public void A_random_seed_is_the_default_of_its_input() => Assert.Equal(
        """{"description":"KSampler.seed: \"random\" draws a new one for each run, \"increment\" counts on.","anyOf":[{"type":"integer","minimum":0,"maximum":18446744073709551615},{"enum":["random","increment"]}],"default":"random"}""",
        InputOf(SchemaOf(new Guide { Compose = { Seed = Seed.Random } }), "Compose", "seed").ToJsonString(Readable));

    [Fact]
    public void Several_options_are_a_list()
    {
        JsonObject schema = SchemaOf(new ResizeAndBatch { Compose = { Tags = [Tags.Day] } });

        Assert.Equal(
            """{"description":"Compose.tags","type":"array","items":{"type":"string","enum":["day","fog"]},"default":["day"]}""",
            InputOf(schema, "Compose", "tags").ToJsonString());
        Assert.Null(schema["properties"]!["Compose"]!["properties"]!["forced"]);
    }

    [Fact]
    public void What_holds_an_object_or_a_list_takes_one()
    {
        JsonObject schema = SchemaOf(new Objects());

        Assert.Equal(
            """{"description":"Power Lora Loader (rgthree).lora_2","type":"object","properties":{"__value__":{"not":{"type":"array","prefixItems":[{"type":"string"},{"type":["number","boolean"]}],"minItems":2,"maxItems":2}},"more":{"type":"object","properties":{"deep":{"type":"object","properties":{}}}}},"default":{"on":false,"lora":"b.safetensors","strength":1,"more":{"blocks":[1,0.50],"name":"画","deep":{"x":1}}}}""",
            InputOf(schema, "PowerLoraLoaderRgthree", "lora_2").ToJsonString(Readable));
        Assert.Equal(
            """{"description":"Odd Node.points","type":"array","items":{},"not":{"type":"array","prefixItems":[{"type":"string"},{"type":["number","boolean"]}],"minItems":2,"maxItems":2},"default":[[0,0],[0.5,1]]}""",
            InputOf(schema, "OddNode", "points").ToJsonString());
        Assert.Equal("""{"description":"Odd Node.mixed","type":["string","number","boolean"],"default":5}""", InputOf(schema, "OddNode", "mixed").ToJsonString());
    }

    [Fact]
    public void What_is_linked_is_not_offered()
    {
        JsonObject schema = SchemaOf(new Guide());

        Assert.Null(schema["properties"]!["VAEDecode"]);
        Assert.Null(schema["properties"]!["Refine"]!["properties"]!["steps"]);
        Assert.Null(schema["properties"]!["Compose"]!["properties"]!["model"]);
    }

    [Fact]
    public void Nodes_and_inputs_can_be_chosen()
    {
        JsonObject schema = SchemaOf(new Guide(), new SettingsOptions { Include = (_, input) => input is "text" or "steps" });

        Assert.Equal(["TextPositive", "TextNegative", "Compose"], schema["properties"]!.AsObject().Select(node => node.Key));
    }

    [Fact]
    public void Titles_cannot_end_the_script_of_a_page()
    {
        var graph = new ComfyGraph();
        graph.Add(new EmptyImage { Width = 64 }, "</script><b> 画像");

        string schema = graph.GetJsonSchema();

        Assert.DoesNotContain("</script>", schema, StringComparison.Ordinal);
        Assert.Contains("画像", schema, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_document_changes_nothing()
    {
        Assert.All(Workflows, create =>
        {
            ComfyWorkflow workflow = create();
            string before = workflow.ToJson();

            SettingsReport report = workflow.ApplySettings(Defaults(SchemaOf(workflow)).ToJsonString());

            Assert.True(report.IsComplete, report.ToString());
            Assert.All(report.Applied, applied => Assert.False(applied.IsChanged));
            Assert.Equal(before, workflow.ToJson());
        });
    }

    [Fact]
    public void Every_document_that_the_schema_allows_applies_completely()
    {
        Gen.Select(Gen.Int[0, Workflows.Length - 1], Gen.Int[1, int.MaxValue]).Sample((index, seed) =>
        {
            ComfyWorkflow workflow = Workflows[index]();
            int errors = Errors(workflow);
            string text = workflow.GetJsonSchema();
            JsonNode settings = new SchemaSample(seed).Of(JsonNode.Parse(text)!)!;
            using var json = JsonDocument.Parse(settings.ToJsonString());

            if (!JsonSchema.FromText(text).Evaluate(json.RootElement).IsValid)
                return true;
            SettingsReport report = workflow.ApplySettings(json.RootElement);
            Assert.True(report.IsComplete, report.ToString());
            return Errors(workflow) <= errors;
        });

        static int Errors(ComfyWorkflow workflow) => workflow.Validate().Count(problem => problem.Severity == ValidationSeverity.Error);
    }

    [Fact]
    public void Most_of_the_generated_documents_are_valid_so_that_the_law_says_something()
    {
        JsonSchema schema = JsonSchema.FromText(new Guide().GetJsonSchema());

        int valid = Enumerable.Range(1, 200).Count(seed =>
        {
            using var json = JsonDocument.Parse(new SchemaSample(seed).Of(JsonNode.Parse(new Guide().GetJsonSchema())!)!.ToJsonString());
            return schema.Evaluate(json.RootElement).IsValid;
        });

        Assert.InRange(valid, 150, 200);
    }

    private static ComfyGraph AddedNodes()
    {
        var graph = new ComfyGraph();
        EmptyImage image = graph.Add(new EmptyImage { Width = 64, Height = 32, BatchSize = 1, Color = 0 });
        EmptyImage other = graph.Add(new EmptyImage { Width = 64, Height = 32, BatchSize = 1, Color = 0 });
        graph.Add(new SaveImage { Images = image.Image, FilenamePrefix = "a" });
        graph.Add(new SaveImage { Images = other.Image, FilenamePrefix = "b" });
        return graph;
    }

    private static DynamicWorkflow Untyped() => ComfyWorkflow.Parse(new Objects().ToJson());

    // Values beyond the catalog's bounds and options, as files of other versions have them.
    private static Guide Odd() => new() { Compose = { Steps = 0, SamplerName = "gone" }, Refine = { Denoise = 3 } };

    private static JsonObject SchemaOf(ComfyWorkflow workflow, SettingsOptions? options = null) => JsonNode.Parse(workflow.GetJsonSchema(options))!.AsObject();

    private static JsonObject InputOf(JsonObject schema, string node, string input) => schema["properties"]![node]!["properties"]![input]!.AsObject();

    private static JsonObject Defaults(JsonObject schema) => new(
        schema["properties"]!.AsObject().Select(node => KeyValuePair.Create<string, JsonNode?>(
            node.Key,
            new JsonObject(node.Value!["properties"]!.AsObject()
                .Where(input => input.Value!["default"] is not null)
                .Select(input => KeyValuePair.Create(input.Key, input.Value!["default"]?.DeepClone()))))));
}
