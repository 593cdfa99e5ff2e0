using System.Text.Json.Nodes;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>Single values, with what Python makes of them: the compiler, a client and the local server judge alike.</summary>
public sealed class ValueTests : IAsyncDisposable
{
    private static readonly JsonObject Catalog = JsonNode.Parse("""
        {
          "Numbers": {
            "input": {
              "required": { "i": ["INT", { "default": 0, "min": 0, "max": 10 }] },
              "optional": { "f": ["FLOAT", { "min": 0.0, "max": 100.0 }], "big": ["FLOAT", { "min": 0, "max": 9223372036854775807 }], "c": [["a", 1, true, 2.5]], "m": [["1", "b"]] }
            },
            "output": ["INT", "FLOAT"], "output_is_list": [false, false], "output_name": ["i", "f"], "name": "Numbers", "display_name": "Numbers", "category": "x", "output_node": true
          }
        }
        """)!.AsObject();

    private readonly ServerJudge _server = new(Catalog, ValidPrompts.Version);
    private readonly RuleJudge _rules = new(Catalog.ToJsonString());
    private readonly LoadJudge _client = new(Catalog, ValidPrompts.Version);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData("i", "5", null)]
    [InlineData("i", "5.7", null)]
    [InlineData("i", "10.9", null)]
    [InlineData("i", "-0.9", null)]
    [InlineData("i", "true", null)]
    [InlineData("i", "\" 5 \"", null)]
    [InlineData("i", "\"\\u00a05\\u0085\"", null)]
    [InlineData("i", "\"\\u001c5\"", "invalid_input_type")]
    [InlineData("i", "\"²\"", "invalid_input_type")]
    [InlineData("i", "\"1_0\"", null)]
    [InlineData("i", "\"+5\"", null)]
    [InlineData("i", "\"٥\"", null)]
    [InlineData("i", "{\"__value__\":5}", null)]
    [InlineData("i", "1e1", null)]
    [InlineData("i", "\"--5\"", "invalid_input_type")]
    [InlineData("i", "\"1__0\"", "invalid_input_type")]
    [InlineData("i", "\"_10\"", "invalid_input_type")]
    [InlineData("i", "\"5.0\"", "invalid_input_type")]
    [InlineData("i", "\"\"", "invalid_input_type")]
    [InlineData("i", "{\"x\":1}", "invalid_input_type")]
    [InlineData("i", "null", "invalid_input_type")]
    [InlineData("i", "NaN", "invalid_input_type")]
    [InlineData("i", "1e400", "invalid_input_type")]
    [InlineData("i", "{\"__value__\":\"x\"}", "invalid_input_type")]
    [InlineData("i", "\"-5\"", "value_smaller_than_min")]
    [InlineData("i", "-1", "value_smaller_than_min")]
    [InlineData("i", "\"50\"", "value_bigger_than_max")]
    [InlineData("i", "{\"__value__\":50}", "value_bigger_than_max")]
    [InlineData("i", "99999999999999999999999999999999999999999999", "value_bigger_than_max")]
    [InlineData("f", "\"1.0_0\"", null)]
    [InlineData("f", "\"1_0.5e0_1\"", "value_bigger_than_max")]
    [InlineData("f", "\"1e0_1\"", null)]
    [InlineData("f", "\"1._0\"", "invalid_input_type")]
    [InlineData("f", "\"٥.٥e٠\"", null)]
    [InlineData("f", "\".5\"", null)]
    [InlineData("f", "\"._5\"", "invalid_input_type")]
    [InlineData("f", "\" -0 \"", null)]
    [InlineData("f", "false", null)]
    [InlineData("f", "\"500\"", "value_bigger_than_max")]
    [InlineData("f", "\"Infinity\"", "value_bigger_than_max")]
    [InlineData("f", "\"-inf\"", "value_smaller_than_min")]
    [InlineData("f", "1e400", "value_bigger_than_max")]
    [InlineData("f", "[]", "invalid_input_type")]
    [InlineData("big", "9223372036854775807", "value_bigger_than_max")]
    [InlineData("big", "9223372036854774784", null)]
    [InlineData("c", "1.0", null)]
    [InlineData("c", "true", null)]
    [InlineData("c", "2.50", null)]
    [InlineData("c", "\"1\"", "value_not_in_list")]
    [InlineData("c", "{\"__value__\":\"a\"}", null)]
    [InlineData("c", "{\"__value__\":\"z\"}", "value_not_in_list")]
    [InlineData("m", "1", "value_not_in_list")]
    [InlineData("m", "null", "value_not_in_list")]
    [InlineData("m", "{}", "value_not_in_list")]
    [InlineData("i", "[\"2\",-2]", null)]
    [InlineData("i", "[\"2\",-1]", "return_type_mismatch")]
    [InlineData("i", "[\"2\",-3]", Complaint.BreakOff)]
    [InlineData("i", "[\"2\",2]", Complaint.BreakOff)]
    [InlineData("i", "[\"2\",0.5]", Complaint.BreakOff)]
    [InlineData("i", "[\"2\",1e0]", Complaint.BreakOff)]
    public async Task A_value_is_what_python_makes_of_it(string input, string value, string? expected)
    {
        string other = input == "i" ? "" : "\"i\":0,";
        string prompt = $$"""{"1":{"class_type":"Numbers","inputs":{ {{other}}"{{input}}":{{value}} } },"2":{"class_type":"Numbers","inputs":{"i":0} } }""";
        string sent = ComfyWorkflow.Parse(prompt).ToJson();
        DynamicWorkflow workflow = ComfyWorkflow.Parse(sent);

        Assert.Equal(expected, Only(_server.Judge(sent).Complaints));
        Assert.Equal(expected, Only(_rules.Judge(sent)!.Complaints));
        Assert.Equal(expected, Only((await _client.JudgeAsync(workflow)).Complaints));
        Assert.Equal(expected, Only((await _client.ValidateAsync(workflow)).Complaints));
    }

    private static string? Only(IEnumerable<Complaint> complaints) => complaints.SingleOrDefault()?.Type;
}
