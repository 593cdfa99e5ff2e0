using System.Text.Json;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Pipeline;

namespace ComfyTyped.Compiler.Tests.Corpus;

public class CatalogCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_class_of_every_dump_is_found_and_read()
    {
        foreach (CorpusFile file in CorpusFiles.Catalogs)
        {
            CatalogIndex index = Assert.IsType<CatalogFile>(WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken)).Index;
            Assert.Null(index.Error);
            using JsonDocument document = JsonDocument.Parse(file.Text.ToString());
            JsonElement classes = document.RootElement.TryGetProperty("object_info", out JsonElement inner) ? inner : document.RootElement;
            Assert.Equal(
                classes.EnumerateObject().Select(entry => entry.Name).Distinct().Order(StringComparer.Ordinal),
                index.Classes.Keys.Order(StringComparer.Ordinal));
            int inputs = 0;
            foreach (JsonProperty entry in classes.EnumerateObject())
            {
                NodeDeclaration declaration = Assert.IsType<NodeDeclaration>(index.Find(entry.Name));
                Assert.Equal(entry.Value.GetProperty("output").GetArrayLength(), declaration.Class.Outputs.Count);
                inputs += declaration.Class.Inputs.Count;
            }

            output.WriteLine($"{index.Classes.Count,5} classes {inputs,6} inputs {file.Name}");
        }
    }

    [Fact]
    public void Lists_of_files_are_told_from_lists_of_settings()
    {
        string[] models = ["ckpt_name", "lora_name", "vae_name", "unet_name", "clip_name", "clip_name1", "clip_name2", "control_net_name", "style_model_name", "image"];
        string[] settings = ["sampler_name", "scheduler", "upscale_method", "crop", "blend_mode", "type", "weight_dtype", "device", "model_type", "file_format", "resolution", "aspect_ratio"];
        foreach (CorpusFile file in CorpusFiles.Catalogs)
        {
            CatalogIndex index = ((CatalogFile)WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken)).Index;
            InputSpec[] lists = [.. index.Classes.Keys.SelectMany(name => index.Find(name)!.Class.Inputs).Where(input => input.Type == "COMBO" && input.Options.Count > 0)];
            Assert.All(lists.Where(input => settings.Contains(input.Name)), input => Assert.NotEqual(InputKind.File, input.Kind));

            // A list with nothing but "None" or the entries that are built in names no file of anybody's.
            Assert.All(
                lists.Where(input => models.Contains(input.Name) && input.Options.Any(option => option.Contains(".safetensors", StringComparison.Ordinal))),
                input => Assert.NotEqual(InputKind.Choice, input.Kind));
            output.WriteLine($"{lists.Count(input => input.Kind == InputKind.File),5} lists of files, {lists.Count(input => input.Kind == InputKind.Choice),5} of settings {file.Name}");
        }
    }
}
