using System.Text.Json.Nodes;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>What lists of options are called in a project, whatever its server offers and whatever else it uses.</summary>
public class ChoiceNameTests
{
    private const string MoreSamplers = """["dpm_2", "euler", "from_a_pack"]""";

    private static readonly string[] Watched = ["ImageScale", "KSampler", "LatentUpscale", "ResizeImageMaskNode"];

    [Fact]
    public void Core_lists_are_called_as_their_inputs() => Assert.Equal(
        [
            "ImageScale.crop: Crop", "ImageScale.upscale_method: ScaleMethod",
            "KSampler.sampler_name: SamplerName", "KSampler.scheduler: Scheduler",
            "LatentUpscale.crop: Crop", "LatentUpscale.upscale_method: UpscaleMethod",
            "ResizeImageMaskNode.scale_method: ScaleMethod",
        ],
        Names([], Watched));

    [Fact]
    public void No_two_core_lists_have_one_name_or_that_of_a_class()
    {
        string[] names = [.. CoreList.All.Select(list => CoreListNames.Of(list.Inputs[0]).Name)];

        Assert.True(names.Length > 50);
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Empty(names.Intersect(CoreCatalog.Index.Classes.Keys, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Using_one_more_core_class_renames_no_list()
    {
        string[] expected = Names([], Watched);

        Assert.All(CoreCatalog.Index.Classes.Keys, another => Assert.Equal(
            expected, Names([], [.. Watched, another]).Where(name => Watched.Contains(name.Split('.')[0]))));
        Assert.All(Watched, alone => Assert.Equal(expected.Where(name => name.StartsWith(alone + ".", StringComparison.Ordinal)), Names([], alone)));
    }

    [Fact]
    public void A_list_is_called_the_same_beside_all_core_classes_as_alone()
    {
        string[] all = Names([], [.. CoreCatalog.Index.Classes.Keys]);

        Assert.Equal(all, CoreCatalog.Index.Classes.Keys.Order(StringComparer.Ordinal).SelectMany(alone => Names([], alone)));
    }

    [Fact]
    public void A_server_with_more_options_in_every_list_changes_no_name()
    {
        string catalog = CoreCatalogWith(options => options.Add("from_a_pack"));

        Assert.Equal(Names([], [.. CoreCatalog.Index.Classes.Keys]), Names([catalog], [.. CoreCatalog.Index.Classes.Keys]));
    }

    [Fact]
    public void A_server_with_one_more_sampler_still_has_SamplerName()
    {
        GeneratorRun run = UserCode.Compile(
            CoreCatalogWith(AddToSamplers),
            "var node = new KSampler { SamplerName = SamplerName.Euler }; node.SamplerName = SamplerName.FromAPack;",
            "ComfyRequestedNodes=KSampler");

        Assert.Contains("ChoiceInput<global::MyApp.Workflows.SamplerName> SamplerName", run.Node("KSampler"), StringComparison.Ordinal);
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void A_catalog_trimmed_to_some_classes_changes_no_name()
    {
        string catalog = CoreCatalogWith(options => { }, "KSampler", "ImageScale", "SaveImage", "VAEDecode", "LatentUpscale");

        Assert.Equal(Names([], Watched), Names([catalog], Watched));
    }

    [Fact]
    public void Where_a_server_offers_several_lists_for_one_the_first_class_keeps_the_name()
    {
        string first = Catalog("KSampler", "sampler_name", MoreSamplers);
        string second = Catalog("KSamplerSelect", "sampler_name", MoreSamplers);

        Assert.Equal(["KSampler.sampler_name: SamplerName"], Names([first], "KSampler"));
        Assert.Equal(
            ["KSampler.sampler_name: SamplerName", "KSamplerSelect.sampler_name: KSamplerAdvancedSamplerName"], Names([first], "KSampler", "KSamplerSelect"));
        Assert.Equal(["KSamplerSelect.sampler_name: KSamplerAdvancedSamplerName"], Names([first], "KSamplerSelect"));
        Assert.Equal(["KSamplerSelect.sampler_name: KSamplerSelectSamplerName"], Names([second], "KSamplerSelect"));
    }

    [Theory]
    [InlineData("A pack")]
    [InlineData("Zpack")]
    public void A_custom_node_with_the_list_of_the_server_shares_its_type(string custom)
    {
        string[] catalogs = [Catalog("KSampler", "sampler_name", MoreSamplers), Catalog(custom, "sampler_name", MoreSamplers), Catalog("Other", "sampler", MoreSamplers)];

        Assert.Equal(["A pack.sampler_name: SamplerName"], Names(catalogs, custom).Select(name => name.Replace(custom, "A pack", StringComparison.Ordinal)));
        Assert.Equal(["Other.sampler: SamplerName"], Names(catalogs, "Other"));
        Assert.All(Names(catalogs, custom, "KSampler", "Other"), name => Assert.EndsWith(": SamplerName", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_custom_list_under_the_name_of_a_core_list_is_called_after_its_class_too()
    {
        string catalog = Catalog("Mine", "sampler_name", """["a", "b"]""");

        Assert.Equal(["Mine.sampler_name: MineSamplerName"], Names([catalog], "Mine"));
        Assert.Equal(["KSampler.sampler_name: SamplerName", "Mine.sampler_name: MineSamplerName"],
            Names([catalog], "KSampler", "Mine").Where(name => name.Contains("sampler_name", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_two_custom_lists_under_one_name_the_second_is_called_after_its_class_too() => Assert.Equal(
        ["Mine.tint: Tint", "Yours.tint: YoursTint"],
        Names([Catalog("Mine", "tint", """["a", "b"]"""), Catalog("Yours", "tint", """["b", "a"]""")], "Yours", "Mine"));

    [Theory]
    [InlineData("ResizeImageMaskNode")]
    [InlineData("A pack", "ResizeImageMaskNode")]
    [InlineData("A pack")]
    public void A_dynamic_combo_with_other_cases_than_in_the_built_in_catalog_keeps_its_name(params string[] classes)
    {
        string server = CoreCatalogWith(_ => { }, "ResizeImageMaskNode").Replace("\"scale dimensions\"", "\"scale to dimensions\"", StringComparison.Ordinal);
        string pack = server.Replace("\"ResizeImageMaskNode\"", "\"A pack\"", StringComparison.Ordinal);

        ComboType combo = Assert.Single(Bind([server, pack], classes).Combos);

        Assert.Equal("ResizeType", combo.Name);
        Assert.Contains("scale to dimensions", combo.Cases.Select(@case => @case.Key));
    }

    [Fact]
    public void The_order_of_files_and_classes_changes_no_name()
    {
        InMemoryFile[] files =
        [
            new("/src/MyApp/a.json", Catalog("KSampler", "sampler_name", MoreSamplers)),
            new("/src/MyApp/b.json", Catalog("Mine", "sampler_name", MoreSamplers)),
            SharedWorkflows.File("image_upscale.json"), SharedWorkflows.File("text_to_image.json"),
        ];

        Assert.Equal(GeneratorRun.Of(files).Source("Choices.g.cs"), GeneratorRun.Of([.. files.Reverse()]).Source("Choices.g.cs"));
        string[] catalogs = [Catalog("Mine", "sampler_name", MoreSamplers)];
        Assert.Equal(Names(catalogs, [.. Watched, "Mine"]), Names(catalogs, ["Mine", .. Watched.Reverse()]));
    }

    private static ProjectTypes Bind(string[] catalogs, string[] classes)
    {
        var catalog = new NodeCatalog(
            [.. catalogs.Select(text => CatalogIndexer.Index(SourceText.From(text), TestContext.Current.CancellationToken)), CoreCatalog.Index]);
        ClassTable table = ClassTable.Build([], classes, catalog, TestContext.Current.CancellationToken);
        return NodeTypeBinder.Bind(table.Classes, "N", [], TestContext.Current.CancellationToken);
    }

    private static string[] Names(string[] catalogs, params string[] classes) =>
    [
        .. Bind(catalogs, classes).Nodes.SelectMany(node => node.Inputs
            .Where(input => input.ChoiceType is not null && input.Spec.Kind != InputKind.File)
            .Select(input => $"{node.Class.ClassType}.{input.Spec.Name}: {input.ChoiceType!["global::N.".Length..]}")
            .Order(StringComparer.Ordinal)),
    ];

    private static string Catalog(string classType, string input, string options) =>
        $$"""{ "{{classType}}": { "input": { "required": { "{{input}}": [{{options}}] } }, "output": [], "output_node": true } }""";

    private static void AddToSamplers(JsonArray options)
    {
        if (options.Any(option => option!.ToString() == "euler_ancestral"))
            options.Add("from_a_pack");
    }

    private static string CoreCatalogWith(Action<JsonArray> edit, params string[] classes)
    {
        using Stream stream = typeof(CoreCatalog).Assembly.GetManifestResourceStream("core_object_info.json")!;
        JsonObject catalog = JsonNode.Parse(stream)!.AsObject();
        foreach (string other in catalog.Select(node => node.Key).Where(name => classes.Length > 0 && !classes.Contains(name)).ToArray())
            catalog.Remove(other);
        foreach (JsonArray spec in catalog.SelectMany(node => node.Value!["input"]!.AsObject()).SelectMany(Inputs).OfType<JsonArray>())
        {
            if ((spec[0] as JsonArray ?? (spec.Count > 1 ? spec[1]!["options"] : null) as JsonArray) is { } options && options.All(option => option is JsonValue))
                edit(options);
        }

        return catalog.ToJsonString();
    }

    private static IEnumerable<JsonNode?> Inputs(KeyValuePair<string, JsonNode?> section) => section.Value is JsonObject inputs ? inputs.Select(input => input.Value) : [];
}
