using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Tests.Workflows;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Inference;

public class ClassTableTests
{
    [Theory]
    [InlineData("1", nameof(InputKind.Number), "INT,FLOAT")]
    [InlineData("1.5", nameof(InputKind.Number), "INT,FLOAT")]
    [InlineData("\"x\"", nameof(InputKind.String), "STRING")]
    [InlineData("true", nameof(InputKind.Boolean), "BOOLEAN")]
    [InlineData("null", nameof(InputKind.Any), "*")]
    [InlineData("{}", nameof(InputKind.Any), "*")]
    [InlineData("[1,2,3]", nameof(InputKind.Any), "*")]
    [InlineData("@9.0", nameof(InputKind.Any), "*")]
    [InlineData("@2.1", nameof(InputKind.Socket), "CLIP")]
    [InlineData("@3.0", nameof(InputKind.Int), "INT")]
    public void An_unknown_input_is_what_it_holds(string value, string kind, string type)
    {
        InputSpec input = InputOf(Table(Graphs.Of($"1 Mystery x={value}", "2 CheckpointLoaderSimple", "3 PrimitiveInt")), "Mystery", "x");
        Assert.Equal((kind, type, false, false), (input.Kind.ToString(), input.Type, input.IsRequired, input.IsDeclared));
    }

    [Theory]
    [InlineData("1", "1.5", nameof(InputKind.Number))]
    [InlineData("1", "\"x\"", nameof(InputKind.Any))]
    [InlineData("\"x\"", "null", nameof(InputKind.Any))]
    [InlineData("\"x\"", "@3.0", nameof(InputKind.String))]
    [InlineData("\"x\"", "@4.0", nameof(InputKind.Any))]
    [InlineData("\"x\"", "@1.5", nameof(InputKind.String))]
    public void What_several_nodes_hold_is_judged_together(string first, string second, string kind) =>
        Assert.Equal(kind, InputOf(
            Table(Graphs.Of($"1 Mystery x={first}", $"2 Mystery x={second}", "3 PrimitiveString", "4 VAELoader")),
            "Mystery",
            "x").Kind.ToString());

    [Fact]
    public void An_unknown_output_has_the_type_of_the_declared_inputs_it_feeds()
    {
        NodeClass mystery = Find(
            Table(Graphs.Of("1 Mystery", "2 KSampler model=@1.0 positive=@1.2 negative=@1.2", "3 SaveImage images=@1.3", "4 VAEEncode vae=@1.3")),
            "Mystery");
        Assert.Equal(["MODEL", "*", "CONDITIONING", "*"], mystery.Outputs.Select(output => output.Type));
        Assert.False(mystery.IsOutput);
        Assert.False(mystery.IsKnown);
    }

    [Fact]
    public void Types_flow_from_class_to_class()
    {
        // The string of C.x types B's output, that types D.y, though no catalog knows any of them.
        ClassTable table = Table(Graphs.Of("1 B", "2 C x=@1.0", "3 C x=\"text\"", "4 D y=@1.0"));
        Assert.Equal("STRING", Find(table, "B").Outputs[0].Type);
        Assert.Equal((InputKind.String, "STRING"), (InputOf(table, "D", "y").Kind, InputOf(table, "D", "y").Type));
    }

    [Fact]
    public void A_declared_class_keeps_its_declaration_and_gains_what_files_show()
    {
        NodeClass sampler = Find(Table(Graphs.Of("1 KSampler seed=5 zebra=1 apple=\"x\"", "2 VAEDecode samples=@1.2")), "KSampler");
        Assert.True(sampler.IsKnown);
        Assert.Equal(["apple", "zebra"], sampler.Inputs.Where(input => !input.IsDeclared).Select(input => input.Name));
        Assert.Equal("apple", sampler.Inputs[sampler.Inputs.Count - 2].Name);
        Assert.Equal(["LATENT", "*", "LATENT"], sampler.Outputs.Select(output => output.Type));
    }

    [Fact]
    public void A_member_that_a_growing_group_cannot_hold_is_as_its_template_says()
    {
        var catalog = new NodeCatalog([CatalogIndexer.Index(
            SourceText.From("""{"Grow": {"input": {"required": {"images": ["COMFY_AUTOGROW_V3", {"template": {"input": {"required": {"image": ["IMAGE"]}}, "prefix": "image", "max": 1}}]}}, "output": []}}"""),
            TestContext.Current.CancellationToken)]);
        InputSpec input = InputOf(Table(catalog, Graphs.Of("1 Grow images.image0=@2.0 images.image1=@2.0", "2 Mystery")), "Grow", "images.image1");
        Assert.Equal((InputKind.Socket, "IMAGE", false), (input.Kind, input.Type, input.IsDeclared));
    }

    [Fact]
    public void A_node_that_feeds_nothing_makes_its_unknown_class_an_output() =>
        Assert.True(Find(Table(Graphs.Of("1 Save", "2 Save x=@1.0")), "Save").IsOutput);

    [Fact]
    public void An_absurd_slot_makes_no_outputs() =>
        Assert.Empty(Find(Table(Graphs.Of("1 Mystery", "2 SaveImage images=@1.2000000000")), "Mystery").Outputs);

    [Fact]
    public void The_order_of_files_and_nodes_leaves_no_trace()
    {
        string[] nodes = ["1 A", "2 B x=@1.0", "3 C x=@2.0 y=@1.0", "4 SaveImage images=@3.0", "5 B x=\"t\"", "6 C x=@5.1 y=2"];
        WorkflowGraph other = Graphs.Of("1 C x=\"z\"", "2 A k=@1.0");
        ClassTable expected = Table(Graphs.Of(nodes), other);
        Assert.Equal(expected, Table(other, Graphs.Of([.. nodes.Reverse()])));
        Assert.Equal(expected.GetHashCode(), Table(other, Graphs.Of([.. nodes.Reverse()])).GetHashCode());
    }

    [Fact]
    public void Usages_do_not_change_when_a_literal_does() =>
        Assert.Equal(Usages(Graphs.Of("1 KSampler seed=5 x=@2.0", "2 A")), Usages(Graphs.Of("7 A", "8 KSampler x=@7.0 seed=123")));

    private static EquatableArray<ClassUsage> Usages(WorkflowGraph graph) => UsageCollector.Collect(graph, TestContext.Current.CancellationToken);

    private static ClassTable Table(params WorkflowGraph[] graphs) => Table(NodeCatalog.Core, graphs);

    private static ClassTable Table(NodeCatalog catalog, params WorkflowGraph[] graphs) =>
        ClassTable.Build(graphs.Select(Usages), catalog, TestContext.Current.CancellationToken);

    private static NodeClass Find(ClassTable table, string classType) => Assert.IsType<NodeClass>(table.Find(classType));

    private static InputSpec InputOf(ClassTable table, string classType, string input) => Find(table, classType).Inputs.Single(spec => spec.Name == input);
}
