using System.Text.Json;
using ComfyTyped.Tests.Workflows.Files;
using Reason = ComfyTyped.SettingRefusal;

namespace ComfyTyped.Tests.Settings;

public class SettingsTests
{
    [Fact]
    public void The_shape_of_the_guide_sets_prompts_switches_models_and_samplers()
    {
        var workflow = new Guide();

        SettingsReport report = workflow.ApplySettings("""
            {
              "prompt": { "positive": "an owl", "negative": { "text": "text" } },
              "switches": { "1": true, "2": false },
              "model": { "base": "other.safetensors" },
              "sampling": { "steps": 30, "cfg": 7, "sampler_name": "ddim", "seed": 42 }, // comments are fine
            }
            """);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(("an owl", "text"), (workflow.TextPositive.Text.Value, workflow.TextNegative.Text.Value));
        Assert.True(workflow.Switch1.Value.Value);
        Assert.Equal(0, workflow.Switch2.Value.Value);
        Assert.Equal("other.safetensors", workflow.ModelBase.CkptName.Value);
        Assert.Equal((30, 7.0, "ddim", 42), ((int)workflow.Compose.Steps.Value!, workflow.Compose.Cfg.Value, workflow.Compose.SamplerName.Value?.Value, (int)workflow.Compose.Seed.Value!));
        Assert.Equal((7.0, 42), (workflow.Refine.Cfg.Value, (int)workflow.Refine.Seed.Value!));
        Assert.True(workflow.Refine.Steps.IsLink);
    }

    [Theory]
    [InlineData("Compose")]
    [InlineData("compose")]
    [InlineData("7")]
    public void A_node_is_named_by_property_title_or_id(string name)
    {
        var workflow = new Guide();

        AppliedSetting applied = Assert.Single(workflow.ApplySettings($$"""{ "{{name}}": { "steps": 30 } }""").ThrowIfIncomplete().Applied);

        Assert.Equal(($"{name}.steps", workflow.Compose, "steps", "20", "30", true), (applied.Path, applied.Node, applied.Input, applied.OldValue, applied.NewValue, applied.IsChanged));
        Assert.Equal($"{name}.steps: Compose.steps 20 -> 30", applied.ToString());
    }

    [Theory]
    [InlineData("SaveImage", "filename_prefix")]
    [InlineData("SaveImage", "FilenamePrefix")]
    [InlineData("Save Image", "filenameprefix")]
    public void An_input_is_named_by_its_wire_name_or_property(string node, string input)
    {
        var workflow = new Guide();

        workflow.ApplySettings($$"""{ "{{node}}": { "{{input}}": "x" } }""").ThrowIfIncomplete();

        Assert.Equal("x", workflow.SaveImage.FilenamePrefix.Value);
    }

    [Fact]
    public void A_group_of_titles_is_named_by_its_prefix()
    {
        var workflow = new Guide();

        workflow.ApplySettings("""{ "TEXT": { "positive": "a" }, "text": { "negative": "b" } }""").ThrowIfIncomplete();

        Assert.Equal(("a", "b"), (workflow.TextPositive.Text.Value, workflow.TextNegative.Text.Value));
    }

    [Fact]
    public void Prompts_without_such_titles_are_found_by_what_they_feed()
    {
        var workflow = new TextToImage();

        workflow.ApplySettings("""{ "prompt": { "positive": "a", "negative": "b" } }""").ThrowIfIncomplete();

        Assert.Equal(("a", "b"), (workflow.PositivePrompt.Text.Value, workflow.NegativePrompt.Text.Value));
    }

    [Theory]
    [InlineData("""{ "Kompose": { "steps": 1 } }""", Reason.UnknownNode, "Kompose: no node is called 'Kompose'; did you mean 'Compose'?")]
    [InlineData("""{ "Compose": { "stepps": 1 } }""", Reason.UnknownInput, "Compose.stepps: Compose has no input 'stepps'; did you mean 'steps'?")]
    [InlineData("""{ "prompt": { "positiv": "x" } }""", Reason.UnknownNode, "prompt.positiv: no node is titled TEXT_positiv; did you mean 'positive'?")]
    [InlineData("""{ "sampling": { "stepz": 1 } }""", Reason.UnknownInput, "sampling.stepz: no sampler has an input 'stepz'; did you mean 'steps'?")]
    [InlineData("""{ "KSampler": { "steps": 1 } }""", Reason.Ambiguous, "KSampler: 2 nodes are meant: Compose, Refine; name one of them")]
    [InlineData("""{ "Compose": 1 }""", Reason.Ambiguous, "Compose: Compose has several inputs: seed, steps, cfg, denoise; say which, as in { \"seed\": ... }")]
    [InlineData("""{ "Refine": { "steps": 1 } }""", Reason.Linked, "Refine.steps: Refine.steps is linked to Switch2[0]")]
    [InlineData("""{ "Compose": { "model": 1 } }""", Reason.Linked, "Compose.model: Compose.model is linked to ModelBase[0]")]
    [InlineData("""{ "VAEDecode": 1 }""", Reason.Linked, "VAEDecode: VAEDecode has no input that holds a value")]
    [InlineData("""{ "Compose": { "steps": "30" } }""", Reason.WrongType, "Compose.steps: \"30\" is no integer from 1 to 10000")]
    [InlineData("""{ "Compose": { "steps": 30.5 } }""", Reason.WrongType, "Compose.steps: 30.5 is no integer from 1 to 10000")]
    [InlineData("""{ "Compose": { "seed": "next" } }""", Reason.WrongType, "Compose.seed: \"next\" is no integer from 0 to 18446744073709551615, nor \"random\" or \"increment\"")]
    [InlineData("""{ "TextPositive": { "text": null } }""", Reason.WrongType, "TextPositive.text: null is no text")]
    [InlineData("""{ "prompt": "a fox" }""", Reason.WrongType, "prompt: 'prompt' takes an object of names and values")]
    [InlineData("""{ "Compose": { "steps": 0 } }""", Reason.OutOfRange, "Compose.steps: Compose.steps: 0 is below the minimum, 1")]
    [InlineData("""{ "Compose": { "denoise": 1.01 } }""", Reason.OutOfRange, "Compose.denoise: Compose.denoise: 1.01 is above the maximum, 1.0")]
    [InlineData("""{ "Compose": { "sampler_name": "eulr" } }""", Reason.NotAnOption, "Compose.sampler_name: Compose.sampler_name: 'eulr' is none of the 44 known options; did you mean 'euler'?")]
    public void What_cannot_be_set_is_told_and_changes_nothing(string settings, Reason reason, string message)
    {
        var workflow = new Guide();
        string before = workflow.ToJson();

        SettingsReport report = workflow.ApplySettings(settings);

        RefusedSetting refused = Assert.Single(report.Refused);
        Assert.Equal((reason, message), (refused.Reason, refused.ToString()));
        Assert.Empty(report.Applied);
        Assert.Equal(before, workflow.ToJson());
        Assert.Contains(message, Assert.Throws<SettingsException>(() => report.ThrowIfIncomplete()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_for_several_nodes_goes_to_all_or_to_none()
    {
        var workflow = new Guide();
        string before = workflow.ToJson();

        SettingsReport report = workflow.ApplySettings("""{ "sampling": { "denoise": 2 } }""");

        Assert.Single(report.Refused);
        Assert.Equal(before, workflow.ToJson());
    }

    [Fact]
    public void One_wrong_setting_does_not_keep_the_others_from_being_applied()
    {
        var workflow = new Guide();

        SettingsReport report = workflow.ApplySettings("""{ "Compose": { "steps": 0, "cfg": 3 } }""");

        Assert.Equal((1, 1), (report.Applied.Count, report.Refused.Count));
        Assert.Equal(3, workflow.Compose.Cfg.Value);
    }

    [Theory]
    [InlineData("20")]
    [InlineData("20.0")]
    [InlineData("2e1")]
    public void The_value_that_an_input_holds_leaves_the_prompt_byte_for_byte(string steps)
    {
        var workflow = new Guide();
        string before = workflow.ToJson();

        SettingsReport report = workflow.ApplySettings($$"""{ "Compose": { "steps": {{steps}}, "cfg": 8 } }""").ThrowIfIncomplete();

        Assert.All(report.Applied, applied => Assert.False(applied.IsChanged));
        Assert.Equal(before, workflow.ToJson());
    }

    [Fact]
    public void A_seed_can_be_random()
    {
        var workflow = new Guide();

        AppliedSetting applied = Assert.Single(workflow.ApplySettings("""{ "Compose": { "seed": "random" } }""").ThrowIfIncomplete().Applied);

        Assert.Equal("(random)", applied.NewValue);
        Assert.NotEqual(workflow.ToJson(), workflow.ToJson());
    }

    [Theory]
    [InlineData("18446744073709551615")]
    [InlineData("1.8446744073709551615e19")]
    public void The_largest_seed_is_exact(string seed)
    {
        var workflow = new Guide();

        workflow.ApplySettings($$"""{ "Compose": { "seed": {{seed}} } }""").ThrowIfIncomplete();

        Assert.Equal(ulong.MaxValue, workflow.Compose.Seed.Value);
    }

    [Fact]
    public void An_option_that_only_the_server_knows_can_be_let_through()
    {
        var workflow = new Guide();

        workflow.ApplySettings("""{ "Compose": { "sampler_name": "mine" } }""", new SettingsOptions { AcceptUnknownOptions = true }).ThrowIfIncomplete();

        Assert.Equal("mine", workflow.Compose.SamplerName.Value?.Value);
    }

    [Fact]
    public void Inputs_that_are_not_offered_cannot_be_set()
    {
        var options = new SettingsOptions { Include = (node, input) => node is CLIPTextEncode && input == "text" };
        var workflow = new Guide();

        SettingsReport report = workflow.ApplySettings("""{ "SaveImage": { "filename_prefix": "../x" }, "sampling": { "steps": 1 }, "prompt": { "positive": "a" } }""", options);

        Assert.Equal([Reason.UnknownInput, Reason.UnknownInput], report.Refused.Select(refused => refused.Reason));
        Assert.Equal(("a", "guide"), (workflow.TextPositive.Text.Value, workflow.SaveImage.FilenamePrefix.Value));
    }

    [Fact]
    public void A_dynamic_combo_takes_its_key_first_and_drops_the_inputs_of_other_cases()
    {
        var workflow = new ResizeAndBatch();

        workflow.ApplySettings("""{ "Resize": { "resize_type.width": 640, "resize_type": "scale width" } }""").ThrowIfIncomplete();

        Assert.Equal("scale width", workflow.Resize.ResizeType.Selected);
        Assert.Equal(640, workflow.Resize.ResizeType.Width.Value);
        Assert.DoesNotContain("resize_type.height", workflow.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_inputs_of_a_case_can_be_nested()
    {
        var workflow = new ResizeAndBatch();

        SettingsReport report = workflow.ApplySettings("""{ "Resize": { "resize_type": { "width": 640, "depth": 1 } } }""");

        Assert.Equal(640, workflow.Resize.ResizeType.Width.Value);
        Assert.Equal("Resize.resize_type.depth", Assert.Single(report.Refused).Path);
    }

    [Fact]
    public void A_node_that_was_added_is_named_by_its_class()
    {
        var graph = new ComfyGraph();
        EmptyImage image = graph.Add(new EmptyImage { Width = 64 });

        graph.ApplySettings("""{ "EmptyImage": { "width": 128, "height": 32 } }""").ThrowIfIncomplete();

        Assert.Equal((128, 32), ((int)image.Width.Value!, (int)image.Height.Value!));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void Settings_that_are_no_object_are_refused_as_a_whole(string settings) => Assert.Throws<ArgumentException>(() => new Guide().ApplySettings(settings));

    [Fact]
    public void Bad_JSON_says_where() => Assert.Contains("LineNumber: 1", Assert.ThrowsAny<JsonException>(() => new Guide().ApplySettings("{\n \"a\" 1 }")).Message, StringComparison.Ordinal);
}
