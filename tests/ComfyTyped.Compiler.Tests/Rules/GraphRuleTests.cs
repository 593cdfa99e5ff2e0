namespace ComfyTyped.Compiler.Tests.Rules;

public class GraphRuleTests
{
    [Fact]
    public void A_workflow_has_an_output_node() =>
        RuleText.Verify("CT1012", """{ "1": { "class_type": "VAELoader", "inputs": {} }, «"2"»: { "class_type": "LoadImage", "inputs": { "image": "a.png" } } }""");

    [Fact]
    public void A_class_that_nobody_knows_may_be_the_output() =>
        RuleText.Verify("CT1012", """{ "1": { "class_type": "NobodyKnowsIt", "inputs": {} } }""");

    [Fact]
    public void Nodes_do_not_depend_on_each_other_in_a_circle()
    {
        string? message = RuleText.Verify("CT1013", """
            {
              "1": { "class_type": "ImageInvert", "inputs": { "image": ["2", 0] } },
              "2": { "class_type": "ImageInvert", "inputs": { "image": «["1", 0]» } },
              "3": { "class_type": "PreviewImage", "inputs": { "images": ["2", 0] } }
            }
            """);

        Assert.Equal("Nodes depend on each other in a circle: 1 (ImageInvert) -> 2 (ImageInvert) -> 1 (ImageInvert)", message);
    }

    [Fact]
    public void Two_ways_to_one_node_are_no_circle() => RuleText.Verify("CT1013", """
        {
          "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
          "2": { "class_type": "ImageBlend", "inputs": { "image1": ["1", 0], "image2": ["1", 0] } },
          "3": { "class_type": "PreviewImage", "inputs": { "images": ["2", 0] } }
        }
        """);

    [Fact]
    public void A_node_feeds_an_output() => RuleText.Verify("CT1018", $$"""
        {
          "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
          «"2"»: { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
          "3": { "class_type": "NobodyKnowsIt", "inputs": {} },
          {{RuleText.Save}}
        }
        """);

    [Fact]
    public void A_node_id_is_given_once() => Assert.Equal(
        "The node id '1' is used twice: this node takes the place of the one before, here and on the server",
        RuleText.Verify("CT1025", $$"""
            {
              "1": { "class_type": "LoadImage", "inputs": { "image": "a.png", "image": "b.png" } },
              «"\u0031"»: { "class_type": "EmptyImage", "inputs": {} },
              "note": 1, "note": 2,
              {{RuleText.Save}}
            }
            """));

    [Fact]
    public void An_undeclared_literal_is_ignored_by_the_server() => Assert.Equal(
        "Paint has no input 'widht', so the server ignores it; did you mean 'width'?",
        RuleText.Verify("CT1015", Catalogs.Painting(""" «"widht"»: 1, "upload": "image", "show": "" """), Catalogs.Paint("\"width\": [\"INT\"]")));

    [Fact]
    public void An_undeclared_link_may_crash_the_node() =>
        RuleText.Verify("CT1014", Catalogs.Painting(""" "mask": 1, «"other"»: ["9", 0], "image_7": ["9", 0] """), Catalogs.Paint("\"image_1\": [\"IMAGE\"]"));

    [Fact]
    public void A_title_that_an_author_chose_is_given_once() => RuleText.Verify("CT1019", """
        {
          "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" }, "_meta": { "title": "Face" } },
          "2": { "class_type": "LoadImage", "inputs": { "image": "a.png" }, "_meta": { "title": «"Face"» } },
          "3": { "class_type": "LoadImage", "inputs": { "image": "a.png" }, "_meta": { "title": "Load Image" } },
          "4": { "class_type": "LoadImage", "inputs": { "image": "a.png" }, "_meta": { "title": "Load Image" } },
          "5": { "class_type": "NobodyKnowsIt", "inputs": {}, "_meta": { "title": "By its editor" } },
          "6": { "class_type": "NobodyKnowsIt", "inputs": {}, "_meta": { "title": "By its editor" } }
        }
        """);
}
