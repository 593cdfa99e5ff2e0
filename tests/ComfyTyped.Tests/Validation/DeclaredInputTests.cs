namespace ComfyTyped.Tests.Validation;

/// <summary>What a check makes of the forms in which servers declare inputs.</summary>
public class DeclaredInputTests
{
    private const string Growing =
        """ "images": ["COMFY_AUTOGROW_V3", {"template": {"input": {"required": {"image": ["IMAGE", {}]}}, "prefix": "image", "min": 2, "max": 3}}] """;

    private const string Dynamic = """
        "resize": ["COMFY_DYNAMICCOMBO_V3", {"options": [
            {"key": "by", "inputs": {"required": {"factor": ["FLOAT", {"min": 0.01, "max": 8.0}]}}},
            {"key": "to", "inputs": {"required": {"mode": ["COMFY_DYNAMICCOMBO_V3", {"options": [
                {"key": "size", "inputs": {"required": {"width": ["INT", {"min": 1}]}, "optional": {"crop": ["COMBO", {"multiselect": false, "options": ["no", "center"]}]}}}]}]}}}]}]
        """;

    [Theory]
    [InlineData("5", "")]
    [InlineData("0", "OutOfRange Error")]
    [InlineData("11", "OutOfRange Error")]
    [InlineData("\"7\"", "")]
    [InlineData("true", "")]
    [InlineData("\"seven\"", "WrongType Error")]
    [InlineData("null", "WrongType Error")]
    public Task An_integer(string value, string expected) => VerifyAsync(""" "x": ["INT", {"min": 1, "max": 10}] """, $"\"x\": {value}", expected);

    [Theory]
    [InlineData("18446744073709551615", "")]
    [InlineData("36893488147419103232", "OutOfRange Error")]
    public Task A_seed(string value, string expected) => VerifyAsync(""" "x": ["INT", {"min": 0, "max": 18446744073709551615}] """, $"\"x\": {value}", expected);

    [Theory]
    [InlineData("\"nan\"", "")]
    [InlineData("\"1e3\"", "")]
    [InlineData("\"1 000\"", "WrongType Error")]
    public Task A_float(string value, string expected) => VerifyAsync(""" "x": ["FLOAT", {"default": NaN, "max": Infinity}] """, $"\"x\": {value}", expected);

    [Theory]
    [InlineData(""" "x": [["a", "b"]] """)]
    [InlineData(""" "x": ["COMBO", {"options": ["a", "b"], "multiselect": false, "remote": null}] """)]
    public async Task Both_forms_of_a_choice(string declaration)
    {
        await VerifyAsync(declaration, "\"x\": \"b\"", "");
        await VerifyAsync(declaration, "\"x\": \"c\"", "NotAnOption Error");
    }

    [Theory]
    [InlineData(""" "x": [[1, 2.5, true]] """, "2.5", "")]
    [InlineData(""" "x": [[1, 2.5, true]] """, "true", "")]
    [InlineData(""" "x": [[1, 2.5, true]] """, "3", "NotAnOption Error")]
    [InlineData(""" "x": ["COMBO", {"multiselect": true, "options": ["a"]}] """, """{"__value__": ["a", "z"]}""", "")]
    [InlineData(""" "x": ["COMBO", {"remote": {"route": "/x"}, "options": ["a"]}] """, "\"z\"", "")]
    [InlineData(""" "x": ["COMBO"] """, "\"z\"", "")]
    [InlineData(""" "x": [["a.png"], {"image_upload": true}] """, "\"new.png\"", "NotAnOption Warning")]
    [InlineData(""" "x": "STRING" """, "\"z\"", "")]
    public Task A_strange_choice(string declaration, string value, string expected) => VerifyAsync(declaration, $"\"x\": {value}", expected);

    [Theory]
    [InlineData("IMAGE", "")]
    [InlineData("MASK, IMAGE", "")]
    [InlineData("*", "")]
    [InlineData("COMFY_MATCHTYPE_V3", "")]
    [InlineData("LATENT", "LinkTypeMismatch Error")]
    public Task A_link_from_an_image(string type, string expected) => VerifyAsync($""" "x": ["{type}", null] """, "\"x\": [\"2\", 0]", expected);

    [Theory]
    [InlineData("[[\"a\"]]", "")]
    [InlineData("[\"COMBO\", {\"options\": [\"a\"]}]", "")]
    [InlineData("[\"INT\"]", "LinkTypeMismatch Error")]
    public Task A_link_from_a_list_of_options(string type, string expected) => VerifyAsync($""" "x": {type} """, "\"x\": [\"2\", 1]", expected);

    [Fact]
    public Task A_slot_that_the_servers_class_does_not_have() => VerifyAsync(""" "x": ["IMAGE"] """, "\"x\": [\"2\", 2]", "SlotOutOfRange Error");

    [Theory]
    [InlineData("", "RequiredInputMissing Error")]
    [InlineData("\"x\": 1, \"y\": 2", "UnknownInput Warning")]
    [InlineData("\"x\": 1, \"y\": [\"2\", 0]", "UnknownInput Warning")]
    [InlineData("\"x\": 1, \"y\": [\"77\", 0]", "UnknownInput Warning, LinkToMissingNode Error")]
    [InlineData("\"x\": 1, \"unique_id\": 1", "")]
    public Task A_required_input_and_one_that_is_not_declared(string inputs, string expected) => VerifyAsync(""" "x": ["INT"] """, inputs, expected);

    [Theory]
    [InlineData("\"resize\": \"by\", \"resize.factor\": 2", "")]
    [InlineData("\"resize\": \"by\", \"resize.factor\": 9", "OutOfRange Error")]
    [InlineData("\"resize\": \"by\"", "RequiredInputMissing Error")]
    [InlineData("\"resize\": \"by\", \"resize.factor\": 2, \"resize.width\": 2", "UnknownInput Warning")]
    [InlineData("\"resize\": \"to\", \"resize.mode\": \"size\", \"resize.mode.width\": 2", "")]
    [InlineData("\"resize\": \"to\", \"resize.mode\": \"size\", \"resize.mode.width\": 0, \"resize.mode.crop\": \"left\"", "OutOfRange Error, NotAnOption Error")]
    [InlineData("\"resize\": \"twice\", \"resize.factor\": 2", "NotAnOption Warning")]
    [InlineData("", "RequiredInputMissing Warning")]
    public Task A_choice_that_brings_inputs_of_its_own(string inputs, string expected) => VerifyAsync(Dynamic, inputs, expected);

    [Theory]
    [InlineData("\"images.image0\": [\"2\", 0], \"images.image1\": [\"2\", 0], \"images.image2\": [\"2\", 0]", "")]
    [InlineData("\"images.image0\": [\"2\", 0]", "RequiredInputMissing Warning")]
    [InlineData("\"images.image0\": [\"2\", 0], \"images.image1\": [\"2\", 0], \"images.image3\": [\"2\", 0]", "UnknownInput Warning")]
    [InlineData("\"images.image0\": [\"2\", 0], \"images.image1\": [\"2\", 1]", "LinkTypeMismatch Error")]
    public Task An_input_that_grows(string inputs, string expected) => VerifyAsync(Growing, inputs, expected);

    [Theory]
    [InlineData("\"clips.first\": [\"2\", 0], \"clips.second\": [\"2\", 0]", "")]
    [InlineData("\"clips.third\": [\"2\", 0]", "UnknownInput Warning")]
    public Task An_input_that_grows_by_names(string inputs, string expected) => VerifyAsync(
        """ "clips": ["COMFY_AUTOGROW_V3", {"template": {"input": {"optional": {"clip": ["IMAGE"]}}, "names": ["first", "second"], "min": 0}}] """, inputs, expected);

    [Fact]
    public Task The_members_of_a_dynamic_slot_are_not_judged() =>
        VerifyAsync(""" "slot": ["COMFY_DYNAMICSLOT_V3", {}] """, "\"slot\": [\"2\", 0], \"slot.strength\": 3", "");

    private static async Task VerifyAsync(string declaredInputs, string inputs, string expected)
    {
        using var handler = new StaticClasses(new()
        {
            ["Tested"] = $$"""{"input": {"required": { {{declaredInputs}} }, "hidden": {"unique_id": "UNIQUE_ID"} }, "output": [], "output_node": true}""",
            ["Source"] = """{"input": {}, "output": ["IMAGE", ["a", "b"]], "output_name": null, "output_node": false}""",
        });
        await using var client = new ComfyClient("http://127.0.0.1:9", new ComfyClientOptions { HttpMessageHandler = handler });
        var workflow = new RawWorkflow($$"""{"1": {"class_type": "Tested", "inputs": { {{inputs}} } }, "2": {"class_type": "Source", "inputs": {} } }""");

        IReadOnlyList<ValidationProblem> problems = await client.CheckAsync(workflow, TestContext.Current.CancellationToken);

        Assert.Equal(expected, string.Join(", ", problems.Select(problem => $"{problem.Kind} {problem.Severity}")));
        Assert.All(problems, problem => Assert.Equal("1", problem.Node!.Id));
    }
}
