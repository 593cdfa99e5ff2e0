namespace ComfyTyped.Compiler.Tests.Rules;

public class DynamicInputRuleTests
{
    private const string Mode = """
        "mode": ["COMFY_DYNAMICCOMBO_V3", { "options": [
          { "key": "fast", "inputs": {} },
          { "key": "thorough", "inputs": {
            "required": { "amount": ["INT", { "min": 1, "max": 9 }], "style": [["a", "b"]], "image": ["IMAGE"] },
            "optional": { "sampler": ["COMFY_DYNAMICCOMBO_V3", { "options": [{ "key": "k", "inputs": { "required": { "steps": ["INT", { "min": 1 }] } } }, { "key": "l", "inputs": {} }] }] } } },
          { "key": "coarse", "inputs": { "required": { "amount": ["INT", { "min": 1, "max": 12 }], "image": ["MASK"] } } }
        ] }]
        """;

    private const string Images = """
        "images": ["COMFY_AUTOGROW_V3", { "template": { "input": { "required": { "image": ["IMAGE"] } }, "prefix": "image", "min": 2, "max": 3 } }]
        """;

    [Theory]
    [InlineData("CT1007", """ "mode": "coarse", "mode.amount": «13», "mode.image": ["2", 0] """)]
    [InlineData("CT1007", """ "mode": "coarse", "mode.amount": 12, "mode.image": ["2", 0] """)]
    [InlineData("CT1007", """ "mode": "thorough", "mode.amount": «12», "mode.style": "a", "mode.image": ["2", 0] """)]
    [InlineData("CT1006", """ "mode": "thorough", "mode.sampler": "k", "mode.sampler.steps": «0» """)]
    [InlineData("CT1006", """ "mode": "fast", "mode.amount": 0 """)]
    [InlineData("CT1008", """ "mode": "thorough", "mode.style": «"c"» """)]
    [InlineData("CT1008", """ "mode": "thorough", "mode.sampler": «"m"» """)]
    [InlineData("CT1009", """ "mode": "thorough", "mode.amount": { "__value__": «"x"» } """)]
    [InlineData("CT1008", """ "mode": «{ "__value__": "thorough" }» """)]
    [InlineData("CT1005", """ "mode": "thorough", "mode.image": «["2", 1]» """)]
    [InlineData("CT1005", """ "mode": "coarse", "mode.image": «["2", 0]» """)]
    [InlineData("CT1005", """ "mode": "coarse", "mode.image": ["2", 1] """)]
    [InlineData("CT1005", """ "mode": "{{mode}}", "mode.image": ["2", 0] """)]
    [InlineData("CT1015", """ "mode": "fast", «"mode.amount"»: 3 """)]
    [InlineData("CT1015", """ "mode": "thorough", "mode.amount": 3, «"mode.amuont"»: 3 """)]
    [InlineData("CT1015", """ "mode": "{{mode}}", "mode.amount": 3, "mode.style": "a" """)]
    [InlineData("CT1014", """ "mode": "fast", «"mode.image"»: ["2", 0] """)]
    public void An_input_is_judged_as_the_selected_case_declares_it(string id, string inputs) =>
        RuleText.Verify(id, Painting(inputs), Catalogs.Paint(Mode));

    [Theory]
    [InlineData(""" "mode": "thorough", "mode.amount": 3, "mode.image": ["2", 0] """, "The required input Paint.mode.style is missing")]
    [InlineData(""" "mode": "coarse", "mode.amount": 3 """, "The required input Paint.mode.image is missing")]
    [InlineData(""" "mode": "thorough", "mode.amount": 3, "mode.style": "a", "mode.image": ["2", 0], "mode.sampler": "k" """, "The required input Paint.mode.sampler.steps is missing")]
    [InlineData(""" "mode.amount": 3 """, "The required input Paint.mode is missing (the server does not notice, and the node fails when it runs)")]
    public void An_input_that_the_selected_case_requires_is_missed(string inputs, string message) =>
        Assert.Equal(message, RuleText.Verify("CT1002", Painting(inputs).Replace("\"Paint\"", "«\"Paint\"»", StringComparison.Ordinal), Catalogs.Paint(Mode)));

    [Theory]
    [InlineData(""" "mode": "fast" """)]
    [InlineData(""" "mode": "{{mode}}" """)]
    [InlineData(""" "mode": "unknown" """)]
    public void Inputs_of_cases_that_are_not_selected_are_not_required(string inputs) =>
        RuleText.Verify("CT1002", Painting(inputs), Catalogs.Paint(Mode));

    [Fact]
    public void An_unknown_case_is_told_although_the_server_does_not_tell_it() => Assert.Equal(
        "'thorugh' is not an option of Paint.mode (the server does not notice, and the node fails when it runs); did you mean 'thorough'?",
        RuleText.Verify("CT1008", Painting(""" "mode": «"thorugh"» """), Catalogs.Paint(Mode)));

    [Fact]
    public void What_belongs_to_another_case_is_told_with_that_case() => Assert.Equal(
        "Paint has no input 'mode.style', so the server ignores it while mode is not 'thorough'",
        RuleText.Verify("CT1015", Painting(""" "mode": "coarse", «"mode.style"»: "a" """), Catalogs.Paint(Mode)));

    [Fact]
    public void Members_of_a_growing_group_are_required_up_to_its_least_number() => Assert.Equal(
        "The required input Paint.images.image1 is missing (servers before ComfyUI 0.10 do without it)",
        RuleText.Verify("CT1002", Painting(""" "images.image0": ["2", 0], "images.image2": ["2", 0] """).Replace("\"Paint\"", "«\"Paint\"»", StringComparison.Ordinal), Catalogs.Paint(Images)));

    [Theory]
    [InlineData("CT1005", """ "images.image0": ["2", 0], "images.image1": «["2", 1]» """)]
    [InlineData("CT1014", """ "images.image0": ["2", 0], "images.image2": ["2", 0], «"images.image3"»: ["2", 0] """)]
    [InlineData("CT1014", """ «"images"»: ["2", 0] """)]
    public void Members_of_a_growing_group_are_inputs_and_there_are_no_others(string id, string inputs) =>
        RuleText.Verify(id, Painting(inputs), Catalogs.Paint(Images));

    private static string Painting(string inputs) => Catalogs.Painting(inputs).Replace(
        RuleText.Save,
        $$""" "2": { "class_type": "LoadImage", "inputs": { "image": "a.png" } }, {{RuleText.Save}} """,
        StringComparison.Ordinal);
}
