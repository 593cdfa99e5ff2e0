using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Tests.Workflows.Files;
using CsCheck;
using Microsoft.Extensions.Configuration;

namespace ComfyTyped.Tests.Settings;

/// <summary>Inputs of classes that no catalog has, which hold objects and lists.</summary>
public class ObjectSettingsTests
{
    private static readonly string[] Names = ["on", "strength", "more", "deep", "x", "new"];

    private static readonly Gen<JsonNode?> Patches = Gen.Recursive<JsonNode?>((depth, inner) => Gen.OneOf<JsonNode?>(
        Gen.Const(() => (JsonNode?)null),
        Gen.Int.Select(number => (JsonNode?)number),
        Gen.Bool.Select(flag => (JsonNode?)flag),
        Gen.String[Gen.Char["ab画\"\\"], 0, 3].Select(text => (JsonNode?)text),
        depth > 3 ? Gen.Const(() => (JsonNode?)new JsonObject()) : Gen.Int[0, Names.Length - 1].Select(index => Names[index]).Array[0, 4].SelectMany(
            names => inner.Array[names.Length].Select(values => (JsonNode?)new JsonObject(
                names.Zip(values, (name, value) => KeyValuePair.Create(name, value?.DeepClone())).DistinctBy(member => member.Key))))));

    [Fact]
    public void An_object_can_be_read()
    {
        var workflow = new Objects();

        JsonElement lora = workflow.PowerLoraLoaderRgthree.Lora1.Json!.Value;

        Assert.Equal(("a.safetensors", 0.8, true), (lora.GetProperty("lora").GetString(), lora.GetProperty("strength").GetDouble(), lora.GetProperty("on").GetBoolean()));
        Assert.Null(workflow.PowerLoraLoaderRgthree.Lora1.Value);
    }

    [Fact]
    public void What_is_read_of_any_kind_can_be_assigned_and_changes_nothing()
    {
        DynamicWorkflow workflow = ComfyWorkflow.Parse(new Objects().ToJson());
        string before = workflow.ToJson();

        foreach (DynamicNode node in workflow.Nodes.Cast<DynamicNode>())
        {
            foreach (string input in node.Inputs.Where(input => node[input].Json is not null))
                node[input] = node[input].Json!.Value;
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before), JsonNode.Parse(workflow.ToJson())), workflow.ToJson());
    }

    [Fact]
    public void Values_that_were_assigned_are_JSON_too()
    {
        var node = new OddNode { Mixed = 7 };
        Assert.Equal(7, node.Mixed.Json!.Value.GetInt32());
        node.Mixed = ulong.MaxValue;
        Assert.Equal(ulong.MaxValue, node.Mixed.Json!.Value.GetUInt64());
        node.Mixed = 0.5;
        Assert.Equal(0.5, node.Mixed.Json!.Value.GetDouble());
        node.Mixed = "x";
        Assert.Equal("x", node.Mixed.Json!.Value.GetString());
        node.Mixed = true;
        Assert.True(node.Mixed.Json!.Value.GetBoolean());
        node.Mixed = Seed.Random;
        Assert.Null(node.Mixed.Json);
        node.Mixed = new CheckpointLoaderSimple().Model;
        Assert.Null(node.Mixed.Json);
        node.Mixed = default;
        Assert.Null(node.Mixed.Json);
    }

    [Fact]
    public void Settings_change_the_members_that_they_name_and_no_other()
    {
        var workflow = new Objects();

        SettingsReport report = workflow.ApplySettings("""
            {"PowerLoraLoaderRgthree":{"lora_1":{"strength":0.25},"lora_2":{"on":true,"more":{"blocks":[2],"deep":{"y":2}},"lora":null}}}
            """);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal("""{"on":true,"lora":"a.safetensors","strength":0.25,"strengthTwo":null}""", Raw(workflow.PowerLoraLoaderRgthree.Lora1));
        Assert.Equal(
            """{"on":true,"lora":null,"strength":1,"more":{"blocks":[2],"name":"画","deep":{"x":1,"y":2}}}""",
            Raw(workflow.PowerLoraLoaderRgthree.Lora2));
    }

    [Fact]
    public void Two_settings_of_one_object_add_up()
    {
        var workflow = new Objects();

        workflow.ApplySettings("""{ "PowerLoraLoaderRgthree": { "lora_1": { "strength": 0.25 } }, "2": { "lora_1": { "on": false } } }""").ThrowIfIncomplete();

        Assert.Equal("""{"on":false,"lora":"a.safetensors","strength":0.25,"strengthTwo":null}""", Raw(workflow.PowerLoraLoaderRgthree.Lora1));
    }

    [Theory]
    [InlineData("""{ "strength": 0.8 }""")]
    [InlineData("""{ "strength": 8e-1, "strengthTwo": null, "on": true }""")]
    [InlineData("{}")]
    public void The_members_that_an_object_holds_leave_the_prompt_byte_for_byte(string lora)
    {
        var workflow = new Objects();
        string before = workflow.ToJson();

        Assert.False(Assert.Single(workflow.ApplySettings($$"""{ "2": { "lora_1": {{lora}} } }""").ThrowIfIncomplete().Applied).IsChanged);
        Assert.Equal(before, workflow.ToJson());
    }

    [Theory]
    [InlineData("2", "lora_1", "0.25", "2.lora_1: 0.25 is no object of the members to change")]
    [InlineData("2", "lora_1", "null", "2.lora_1: null is no object of the members to change")]
    [InlineData("2", "lora_1", "[1]", "2.lora_1: [1] is no object of the members to change")]
    [InlineData("2", "lora_2", """{"more":1}""", "2.lora_2: {\"more\":1} is no object of the members to change")]
    [InlineData("2", "lora_2", """{"more":{"deep":null}}""", "2.lora_2: {\"more\":{\"deep\":null}} is no object of the members to change")]
    [InlineData("3", "points", "1", "3.points: 1 is no list")]
    [InlineData("3", "points", """{"a":1}""", "3.points: {\"a\":1} is no list")]
    [InlineData("3", "points", """["9",0]""", "3.points: [\"9\",0] is no value: the server takes it for a link to another node")]
    [InlineData("3", "mixed", """["9",0]""", "3.mixed: [\"9\",0] is no value: the server takes it for a link to another node")]
    [InlineData("3", "mixed", """["9",true]""", "3.mixed: [\"9\",true] is no value: the server takes it for a link to another node")]
    [InlineData("3", "mixed", """{"__value__":["9",0]}""", "3.mixed: {\"__value__\":[\"9\",0]} is no value: the server takes it for a link to another node")]
    [InlineData("3", "curve", """{"__value__":["9",0.0]}""", "3.curve: {\"__value__\":[\"9\",0.0]} is no value: the server takes it for a link to another node")]
    [InlineData("3", "mixed", "null", "3.mixed: null is no value")]
    public void What_would_lose_members_or_link_is_refused(string node, string input, string value, string message)
    {
        var workflow = new Objects();
        string before = workflow.ToJson();

        RefusedSetting refused = Assert.Single(workflow.ApplySettings($$"""{ "{{node}}": { "{{input}}": {{value}} } }""").Refused);

        Assert.Equal((SettingRefusal.WrongType, message), (refused.Reason, refused.ToString()));
        Assert.Equal(before, workflow.ToJson());
    }

    [Fact]
    public void A_list_is_replaced_as_a_whole()
    {
        var workflow = new Objects();

        workflow.ApplySettings("""{ "3": { "points": [[1, 1]], "curve": { "__value__": [[0, 1]] } } }""").ThrowIfIncomplete();

        Assert.Equal("[[1, 1]]", Raw(workflow.OddNode.Points));
        Assert.Equal("""{"__value__":[[1, 1]]}""", PromptOf(workflow, "3", "points"));
        Assert.Equal("""{"__type__":"CURVE","__value__":[[0, 1]]}""", Raw(workflow.OddNode.Curve));
    }

    [Fact]
    public void Whatever_is_applied_no_member_of_an_object_is_lost() => Patches.Sample(
        patch =>
        {
            var workflow = new Objects();
            string before = Raw(workflow.PowerLoraLoaderRgthree.Lora2);

            SettingsReport report = workflow.ApplySettings(new JsonObject { ["2"] = new JsonObject { ["lora_2"] = patch?.DeepClone() } }.ToJsonString());

            JsonNode after = JsonNode.Parse(Raw(workflow.PowerLoraLoaderRgthree.Lora2))!;
            if (report.IsComplete)
                AssertMerged(JsonNode.Parse(before)!, patch, after);
            else
                Assert.Equal(before, Raw(workflow.PowerLoraLoaderRgthree.Lora2));
        },
        iter: 2_000);

    [Fact]
    public void A_configuration_changes_members_too_in_the_types_that_they_have()
    {
        var workflow = new Objects();

        SettingsReport report = workflow.ApplySettings(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["2:lora_1:strength"] = "0.5",
                ["2:lora_1:on"] = "False",
                ["2:lora_1:lora"] = "7",
                ["2:lora_2:more:blocks:0"] = "3",
                ["2:lora_2:more:name"] = "x",
                ["3:points:0:0"] = "1",
                ["3:points:0:1"] = "2",
            })
            .Build());

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal("""{"on":false,"lora":"7","strength":0.5,"strengthTwo":null}""", Raw(workflow.PowerLoraLoaderRgthree.Lora1));
        Assert.Equal("""{"on":false,"lora":"b.safetensors","strength":1,"more":{"blocks":[3],"name":"x","deep":{"x":1}}}""", Raw(workflow.PowerLoraLoaderRgthree.Lora2));
        Assert.Equal("[[1,2]]", Raw(workflow.OddNode.Points));
    }

    private static void AssertMerged(JsonNode before, JsonNode? patch, JsonNode after)
    {
        JsonObject changes = Assert.IsType<JsonObject>(patch);
        foreach ((string name, JsonNode? value) in before.AsObject())
        {
            Assert.True(after.AsObject().ContainsKey(name));
            if (!changes.ContainsKey(name))
                Assert.True(JsonNode.DeepEquals(value, after[name]));
            else if (value is JsonObject)
                AssertMerged(value, changes[name], after[name]!);
        }
        foreach ((string name, JsonNode? value) in changes)
            Assert.True(before[name] is JsonObject || JsonNode.DeepEquals(value, after[name]), after.ToJsonString());
    }

    private static string Raw(AnyInput input) => input.Json!.Value.GetRawText();

    private static string PromptOf(ComfyWorkflow workflow, string node, string input)
    {
        using var json = JsonDocument.Parse(workflow.ToJson());
        return json.RootElement.GetProperty(node).GetProperty("inputs").GetProperty(input).GetRawText();
    }
}
