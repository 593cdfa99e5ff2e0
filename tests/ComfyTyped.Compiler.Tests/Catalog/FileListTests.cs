using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Tests.Catalog;

public class FileListTests
{
    [Theory]
    [InlineData("""[["sd_xl_base_1.0.safetensors"]]""", true)]
    [InlineData("""[["None", "sub\\folder\\a.PT"]]""", true)]
    [InlineData("""["COMBO", { "options": ["4x-UltraSharp.pth"] }]""", true)]
    [InlineData("""[[]]""", true)]
    [InlineData("""[["euler", "dpmpp_2m"]]""", false)]
    [InlineData("""[["png", ".png", "webp"]]""", false)]
    [InlineData("""[["gemini-2.5-flash", "sd3.5-large", "1.5"]]""", false)]
    [InlineData("""[["ViT-H-14", "microsoft/Florence-2-base"]]""", false)]
    public void A_list_with_a_file_name_is_one_of_files(string declaration, bool isFiles) =>
        Assert.Equal(isFiles ? InputKind.File : InputKind.Choice, Declared.Input(declaration).Kind);

    [Theory]
    [InlineData("VAELoader", "vae_name", """[["taesd", "pixel_space"]]""", nameof(InputKind.File))]
    [InlineData("DiffusersLoader", "model_path", """[["Marigold"]]""", nameof(InputKind.File))]
    [InlineData("KSampler", "sampler_name", """[["euler"]]""", nameof(InputKind.Choice))]
    [InlineData("MyLoader", "vae_name", """[["taesd"]]""", nameof(InputKind.Choice))]
    public void What_a_core_node_fills_from_a_folder_is_a_list_of_files(string classType, string input, string declaration, string kind) =>
        Assert.Equal(kind, Declared.Input(declaration, input, classType).Kind.ToString());

    [Theory]
    [InlineData("""[["a.safetensors"]]""", false)]
    [InlineData("""[["a.png"], { "image_upload": true }]""", true)]
    [InlineData("""["COMBO", { "options": ["a.png"], "image_folder": "input" }]""", true)]
    public void Files_that_can_be_uploaded_need_not_be_listed(string declaration, bool takesOthers) =>
        Assert.Equal(takesOthers, Declared.Input(declaration).TakesOtherFiles);

    [Theory]
    [InlineData("LoadImage", "image", true)]
    [InlineData("LoadImageMask", "image", true)]
    [InlineData("LoadImageOutput", "image", true)]
    [InlineData("LoadAudio", "audio", true)]
    [InlineData("LoadVideo", "file", true)]
    [InlineData("LoadLatent", "latent", true)]
    [InlineData("CheckpointLoaderSimple", "ckpt_name", false)]
    [InlineData("MyLoader", "image", false)]
    public void What_a_core_node_looks_for_itself_need_not_be_listed_by_catalogs_without_a_mark(string classType, string input, bool takesOthers) =>
        Assert.Equal(takesOthers, Declared.Input("""[["a.png", "b.safetensors"]]""", input, classType).TakesOtherFiles);

    [Fact]
    public void No_list_of_the_built_in_catalog_has_files()
    {
        IEnumerable<InputSpec> inputs = CoreCatalog.Index.Classes.Keys.SelectMany(name => CoreCatalog.Index.Find(name)!.Class.Inputs);

        Assert.All(inputs.Where(input => input.Options.Count > 0), input => Assert.False(FileLists.HasFile(input.Options)));
    }
}
