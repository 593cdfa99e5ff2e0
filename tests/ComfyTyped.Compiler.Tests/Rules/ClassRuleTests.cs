namespace ComfyTyped.Compiler.Tests.Rules;

public class ClassRuleTests
{
    [Fact]
    public void A_class_that_no_catalog_has_is_unknown_and_its_neighbour_is_named_with_its_pack()
    {
        string? message = RuleText.Verify("CT1001", """
            {
              "1": { "class_type": «"Piant"», "inputs": {} },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } }
            }
            """, Catalogs.Paint(""), Catalogs.Server);

        Assert.Equal("No catalog of the project has the node class 'Piant'; did you mean 'Paint' of paint-pack?", message);
    }

    [Fact]
    public void A_class_of_the_project_or_of_the_core_is_known() => RuleText.Verify("CT1001", Catalogs.Painting(""), Catalogs.Paint(""), Catalogs.Server);

    [Fact]
    public void A_trimmed_catalog_says_nothing_of_the_classes_that_it_lacks()
    {
        const string Workflow = """{ "1": { "class_type": «"Sculpt"», "inputs": {} }, "2": { "class_type": "Paint", "inputs": {} } }""";

        RuleText.Verify("CT1016", Workflow, Catalogs.Paint(""));
        RuleText.Verify("CT1001", Workflow, Catalogs.Paint(""), Catalogs.Server);
        RuleText.Verify("CT1016", Workflow.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), Catalogs.Paint(""), Catalogs.Server);
    }

    [Fact]
    public void Without_a_catalog_in_the_project_an_unknown_class_is_only_unchecked()
    {
        const string Workflow = """{ "1": { "class_type": «"KSamplr"», "inputs": {} }, "2": { "class_type": "KSampler", "inputs": {} } }""";

        Assert.EndsWith("; did you mean 'KSampler'?", RuleText.Verify("CT1016", Workflow), StringComparison.Ordinal);
        RuleText.Verify("CT1001", Workflow.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_required_input_must_be_there_and_an_optional_one_need_not()
    {
        string catalog = Catalogs.Paint(""" "width": ["INT"] """).Replace("\"required\"", "\"optional\": { \"depth\": [\"INT\"] }, \"required\"", StringComparison.Ordinal);

        Assert.Equal(
            "The required input Paint.width is missing",
            RuleText.Verify("CT1002", Catalogs.Painting("").Replace("\"Paint\"", "«\"Paint\"»", StringComparison.Ordinal), catalog));
        RuleText.Verify("CT1002", Catalogs.Painting(""" "width": 1 """), catalog);
    }

    [Fact]
    public void What_the_built_in_catalog_says_is_said_to_be_from_there() => Assert.Contains(
        "built-in catalog",
        RuleText.Verify("CT1002", """{ "1": { "class_type": «"PreviewImage"», "inputs": {} } }"""),
        StringComparison.Ordinal);

    [Fact]
    public void The_server_does_not_validate_what_it_does_not_execute() => RuleText.Verify("CT1002", $$"""
        {
          "1": { "class_type": "EmptyImage", "inputs": { "width": 1, "height": 1, "batch_size": 1, "color": 1 } },
          "2": { "class_type": "EmptyImage", "inputs": {} },
          {{RuleText.Save}}
        }
        """);

    [Theory]
    [InlineData("CT1020", """, "deprecated": true""")]
    [InlineData("CT1021", """, "experimental": true""")]
    [InlineData("CT1022", """, "api_node": true""")]
    public void A_marked_class_is_pointed_at(string id, string mark)
    {
        RuleText.Verify(id, Catalogs.Painting("").Replace("\"Paint\"", "«\"Paint\"»", StringComparison.Ordinal), Catalogs.Paint("", mark));
        RuleText.Verify(id, Catalogs.Painting(""), Catalogs.Paint("", mark.Replace("true", "false", StringComparison.Ordinal)));
    }
}
