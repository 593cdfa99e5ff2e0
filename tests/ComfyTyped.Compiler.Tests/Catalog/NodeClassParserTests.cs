using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Tests.Catalog;

public class NodeClassParserTests
{
    [Theory]
    [InlineData("""["INT", {"default": 1, "min": 0, "max": 18446744073709551615, "step": 2}]""", nameof(InputKind.Int), "INT")]
    [InlineData("""["FLOAT"]""", nameof(InputKind.Float), "FLOAT")]
    [InlineData("\"STRING\"", nameof(InputKind.String), "STRING")]
    [InlineData("""["BOOLEAN", "no options"]""", nameof(InputKind.Boolean), "BOOLEAN")]
    [InlineData("""["INT", {"forceInput": true}]""", nameof(InputKind.Socket), "INT")]
    [InlineData("""["INT", {"forceInput": false}]""", nameof(InputKind.Int), "INT")]
    [InlineData("""["FLOAT", {"rawLink": true}]""", nameof(InputKind.Socket), "FLOAT")]
    [InlineData("""["INT, FLOAT"]""", nameof(InputKind.Number), "INT,FLOAT")]
    [InlineData("""["INT,FLOAT,STRING"]""", nameof(InputKind.Any), "INT,FLOAT,STRING")]
    [InlineData("""["IMAGE, MASK"]""", nameof(InputKind.Socket), "IMAGE,MASK")]
    [InlineData("""["MY TYPE"]""", nameof(InputKind.Socket), "MY TYPE")]
    [InlineData("""["*"]""", nameof(InputKind.Any), "*")]
    [InlineData("""["COMFY_MATCHTYPE_V3", {"template": {"allowed_types": "IMAGE,MASK"}}]""", nameof(InputKind.Socket), "*")]
    [InlineData("""["COMFY_MATCHTYPE_V3", {"template": {"allowed_types": "*"}}]""", nameof(InputKind.Any), "*")]
    [InlineData("""["COMFY_MATCHTYPE_V3", {"template": {}}]""", nameof(InputKind.Any), "*")]
    [InlineData("""["STRING, FILE_3D_GLB"]""", nameof(InputKind.Any), "STRING,FILE_3D_GLB")]
    [InlineData("""["FLOAT,INT"]""", nameof(InputKind.Number), "FLOAT,INT")]
    [InlineData("""["IMAGE,FLOAT", {"forceInput": true}]""", nameof(InputKind.Socket), "IMAGE,FLOAT")]
    [InlineData("""["INT", ["not", "an object"]]""", nameof(InputKind.Int), "INT")]
    [InlineData("""["INT", null]""", nameof(InputKind.Int), "INT")]
    [InlineData("""[[4, 8, 12]]""", nameof(InputKind.Choice), "COMBO")]
    [InlineData("""["COMBO", {"options": [true, false]}]""", nameof(InputKind.Choice), "COMBO")]
    [InlineData("""[["auto", 1]]""", nameof(InputKind.Choice), "COMBO")]
    [InlineData("""[["None", "sub/a.safetensors"]]""", nameof(InputKind.File), "COMBO")]
    [InlineData("""["CURVE"]""", nameof(InputKind.Any), "CURVE")]
    [InlineData("""[["a", "b"]]""", nameof(InputKind.Choice), "COMBO")]
    [InlineData("""["COMBO", {"options": ["a"]}]""", nameof(InputKind.Choice), "COMBO")]
    [InlineData("""[[]]""", nameof(InputKind.File), "COMBO")]
    [InlineData("""["COMBO", {}]""", nameof(InputKind.File), "COMBO")]
    [InlineData("""[["a.png"], {"image_upload": true}]""", nameof(InputKind.File), "COMBO")]
    [InlineData("""[["a"], {"image_upload": false}]""", nameof(InputKind.Choice), "COMBO")]
    [InlineData("""["COMBO", {"options": ["a"], "image_folder": "output"}]""", nameof(InputKind.File), "COMBO")]
    [InlineData("""["COMBO", {"options": ["a"], "remote": {"route": "/x"}}]""", nameof(InputKind.File), "COMBO")]
    [InlineData("""["COMBO", {"options": ["a"], "multiselect": false}]""", nameof(InputKind.Choice), "COMBO")]
    [InlineData("""["COMBO", {"options": ["a"], "multiselect": true}]""", nameof(InputKind.Choices), "COMBO")]
    [InlineData("""["COMBO", {"options": [1, 2], "multi_select": {"chip": true}}]""", nameof(InputKind.Any), "COMBO")]
    [InlineData("""[]""", nameof(InputKind.Any), "*")]
    [InlineData("""{"x": 1}""", nameof(InputKind.Any), "*")]
    public void The_kind_follows_the_declaration(string declaration, string kind, string type)
    {
        InputSpec input = Assert.Single(InputsOf($$$"""{"required": {"x": {{{declaration}}}}}"""));
        Assert.Equal((kind, type, true, true), (input.Kind.ToString(), input.Type, input.IsRequired, input.IsDeclared));
    }

    [Fact]
    public void Bounds_and_default_are_kept_as_tokens()
    {
        InputSpec input = Assert.Single(InputsOf("""{"optional": {"x": ["INT", {"default": 1.50, "min": -18446744073709551615, "max": 9, "step": 0.10}]}}"""));
        Assert.Equal(("1.50", "-18446744073709551615", "9", "0.10", false), (input.Default, input.Min, input.Max, input.Step, input.IsRequired));
    }

    [Fact]
    public void Options_that_are_no_strings_are_kept_and_null_is_no_option() =>
        Assert.Equal(["\"a\"", "2", "0.5", "true"], Assert.Single(InputsOf("""{"required": {"x": [["a", 2, 0.5, true, null, {"y": 1}, "a"]]}}""")).Options);

    [Fact]
    public void The_declared_order_wins_and_hidden_inputs_are_left_out() =>
        Assert.Equal(["b", "a", "c", "d"], InputsOf(
            """{"required": {"a": ["INT"], "b": ["INT"], "c": ["INT"]}, "hidden": {"h": "PROMPT"}, "optional": {"d": ["INT"], "a": ["FLOAT"]}}""",
            """{"required": ["b", "a", 7]}""").Select(input => input.Name));

    [Theory]
    [InlineData("""{"seed": ["INT"]}""", true)]
    [InlineData("""{"noise_seed": ["INT", {}]}""", true)]
    [InlineData("""{"x": ["INT", {"control_after_generate": true}]}""", true)]
    [InlineData("""{"x": ["INT", {"control_after_generate": "randomize"}]}""", true)]
    [InlineData("""{"x": ["INT", {"control_after_generate": false}]}""", false)]
    [InlineData("""{"seed": ["STRING"]}""", false)]
    [InlineData("""{"seed": ["INT", {"forceInput": true}]}""", false)]
    public void Seeds_are_told_by_their_control_or_name(string required, bool isSeed) =>
        Assert.Equal(isSeed, Assert.Single(InputsOf($$$"""{"required": {{{required}}}}""")).IsSeed);

    [Fact]
    public void A_dynamic_combo_is_a_choice_and_the_inputs_of_all_its_cases()
    {
        EquatableArray<InputSpec> inputs = InputsOf("""
            {"required": {"mode": ["COMFY_DYNAMICCOMBO_V3", {"options": [
                {"key": "scale", "inputs": {"required": {"by": ["FLOAT"], "same": ["INT"], "size": ["INT"]}}},
                {"key": "match", "inputs": {"required": {"image": ["IMAGE"], "same": ["INT", {"min": 5}]}, "optional": {"size": ["STRING"]}}},
                {"key": "nested", "inputs": {"required": {"more": ["COMFY_DYNAMICCOMBO_V3", {"options": [{"key": "k", "inputs": {"required": {"z": ["INT"]}}}]}]}}}
            ]}]}}
            """);
        InputSpec mode = Assert.Single(inputs);
        Assert.Equal((InputKind.Choice, true), (mode.Kind, mode.IsRequired));
        Assert.Equal(["\"scale\"", "\"match\"", "\"nested\""], mode.Options);
        Assert.Equal(["scale", "match", "nested"], mode.Cases.Select(@case => @case.Key));
        Assert.Equal(["image Socket True ", "same Int True 5", "size String False "], mode.Cases[1].Inputs.Select(input => $"{input.Name} {input.Kind} {input.IsRequired} {input.Min}"));
        Assert.Equal(
            ["mode", "mode.by", "mode.same", "mode.size", "mode.image", "mode.same", "mode.size", "mode.more", "mode.more.z"],
            inputs.Flatten().Select(input => input.Name));
    }

    [Fact]
    public void What_cases_declare_differently_is_known_as_far_as_they_agree()
    {
        NodeDeclaration declaration = Parse("""
            {"input": {"required": {"mode": ["COMFY_DYNAMICCOMBO_V3", {"options": [
                {"key": "a", "inputs": {"required": {"same": ["INT"], "bound": ["INT"], "type": ["INT"]}}},
                {"key": "b", "inputs": {"required": {"bound": ["INT", {"min": 5}], "type": ["STRING"]}, "optional": {"same": ["INT"]}}}
            ]}]}}}
            """);
        Assert.Equal(
            [(InputKind.Int, "INT", false), (InputKind.Any, "INT", false), (InputKind.Any, "*", false)],
            new[] { "mode.same", "mode.bound", "mode.type" }.Select(declaration.FindInput).Select(input => (input!.Kind, input.Type, input.IsRequired)));
    }

    [Fact]
    public void A_growing_group_has_the_members_that_its_template_allows()
    {
        NodeDeclaration declaration = Parse("""
            {"input": {"required": {"images": ["COMFY_AUTOGROW_V3", {"template": {"input": {"required": {"image": ["IMAGE", {}]}}, "prefix": "image", "min": 2, "max": 3}}]}}}
            """);
        InputSpec images = Assert.Single(declaration.Class.Inputs);
        Assert.Equal((InputKind.Socket, "IMAGE", false, 2), (images.Kind, images.Type, images.IsRequired, images.Growth!.Min));
        Assert.Equal(["images.image0", "images.image1", "images.image2"], declaration.Class.Inputs.Flatten().Select(input => input.Name));
        Assert.Equal("IMAGE", declaration.FindInput("images.image2")!.Type);
        Assert.Null(declaration.FindInput("images"));
        Assert.Null(declaration.FindInput("images.image3"));
        Assert.Equal("IMAGE", declaration.BeyondGroup("images.image3")!.Type);
        Assert.Null(declaration.BeyondGroup("imagesx"));
    }

    [Theory]
    [InlineData("""{"input": {"required": {"v": ["INT"]}}, "names": ["a", "b", 7, "a"], "min": 1}""", "a b", 1)]
    [InlineData("""{"input": {"optional": {"v": ["INT"]}}, "names": ["a", "b"], "min": 1}""", "a b", 0)]
    [InlineData("""{"input": {"required": {"v": ["INT"]}}, "names": ["a"], "min": 9}""", "a", 1)]
    [InlineData("""{"input": {"required": {"v": ["INT"]}}, "prefix": "v"}""", "v0 v1 v2 v3 v4 v5 v6 v7 v8 v9", 0)]
    [InlineData("""{"input": {"required": {"v": ["INT"]}}, "prefix": "v", "max": -1}""", "v0 v1 v2 v3 v4 v5 v6 v7 v8 v9", 0)]
    [InlineData("""{"input": {"required": {"v": ["INT"]}}}""", "", 0)]
    [InlineData("[]", "", 0)]
    public void Members_are_named_or_counted(string template, string names, int min)
    {
        InputGrowth growth = Assert.Single(InputsOf($$$"""{"required": {"x": ["COMFY_AUTOGROW_V3", {"template": {{{template}}}}]}}""")).Growth!;
        Assert.Equal((names, min), (string.Join(' ', growth.Names), growth.Min));
    }

    [Fact]
    public void No_group_has_more_than_a_hundred_members() =>
        Assert.Equal(100, Assert.Single(InputsOf("""
            {"required": {"x": ["COMFY_AUTOGROW_V3", {"template": {"input": {"required": {"v": ["INT"]}}, "prefix": "v", "max": 2000000000}}]}}
            """)).Growth!.Names.Count);

    [Fact]
    public void Outputs_are_read_whatever_they_are() =>
        Assert.Equal(
            [new OutputSpec(0, "IMAGE", null), new OutputSpec(1, "COMBO", null), new OutputSpec(2, "*", "any"), new OutputSpec(3, "*", null), new OutputSpec(4, "INT", null)],
            Parse("""{"output": ["IMAGE", ["a", "b"], "COMFY_MATCHTYPE_V3", 7, "INT"], "output_name": ["image", ["a", "b"], "any", null]}""").Class.Outputs);

    [Fact]
    public void Missing_and_null_members_are_absent() =>
        Assert.Equal(
            new NodeClass("A", null, null, true, false, false, false, EquatableArray<InputSpec>.Empty, EquatableArray<OutputSpec>.Empty),
            Parse("""{"input": null, "output": null, "display_name": null, "category": 5, "deprecated": null, "experimental": false}""").Class);

    [Fact]
    public void What_a_class_says_of_itself_is_read()
    {
        NodeClass nodeClass = Parse("""{"display_name": "The A", "category": "x/y", "output_node": true, "deprecated": true, "experimental": true}""").Class;
        Assert.Equal(("The A", "x/y", true, true, true), (nodeClass.DisplayName, nodeClass.Category, nodeClass.IsOutput, nodeClass.IsDeprecated, nodeClass.IsExperimental));
    }

    [Fact]
    public void A_display_name_that_repeats_the_class_says_nothing() => Assert.Null(Parse("""{"display_name": "A"}""").Class.DisplayName);

    private static EquatableArray<InputSpec> InputsOf(string input, string order = "null") =>
        Parse($$"""{"input": {{input}}, "input_order": {{order}}}""").Class.Inputs;

    private static NodeDeclaration Parse(string declaration) => NodeClassParser.Parse(
        "A",
        (JsonObject)JsonReader.Read(JsonSource.Of(declaration), TestContext.Current.CancellationToken).Root!);
}
