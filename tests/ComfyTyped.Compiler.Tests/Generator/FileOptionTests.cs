
namespace ComfyTyped.Compiler.Tests.Generator;

public class FileOptionTests
{
    private const string Checkpoints = """[["SDXL/my_secret-v1.0.safetensors", "sd15.ckpt", "sd15.safetensors"], { "default": "sd15.ckpt" }]""";

    [Theory]
    [InlineData("CkptFile.SdxlMySecretV1_0", "SDXL/my_secret-v1.0.safetensors")]
    [InlineData("CkptFile.Sd15Ckpt", "sd15.ckpt")]
    [InlineData("CkptFile.Sd15Safetensors", "sd15.safetensors")]
    [InlineData("\"not listed.safetensors\"", "not listed.safetensors")]
    [InlineData("(FileInput)\"a.png\"", "a.png")]
    public void A_listed_file_is_a_member_and_any_other_is_accepted(string value, string file) => Assert.Equal(
        $$"""{"ckpt_name":"{{file}}"}""",
        UserCode.InputsOf(Catalog("ckpt_name", Checkpoints), $$"""var node = new Taker { CkptName = {{value}} };"""));

    [Fact]
    public void Files_of_a_run_and_uploads_can_be_assigned() => Assert.Empty(UserCode.ErrorsOf(
        Catalog("image", """[["a.png"], { "image_upload": true }]"""),
        """
        OutputFile file = null!;
        UploadedFile upload = null!;
        var node = new Taker { Image = file };
        node.Image = upload;
        node.Image = ImageFile.A;
        FileInput plain = node.Image;
        """));

    [Theory]
    [InlineData("ckpt_name", "CkptFile")]
    [InlineData("lora_01", "LoraFile")]
    [InlineData("clip_name2", "ClipFile")]
    [InlineData("file", "ListedFile")]
    [InlineData("model_file", "ModelFile")]
    [InlineData("_name", "NameFile")]
    [InlineData("🎨", "ListedFile")]
    [InlineData("model_path", "ModelFile")]
    public void A_list_of_files_is_called_after_its_input(string input, string type)
    {
        GeneratorRun run = UserCode.Compile(Catalog(input, Checkpoints), "var node = new Taker();");

        Assert.Contains($"record struct {type}(string Value)", run.Source("Choices.g.cs"), StringComparison.Ordinal);
        Assert.Empty(run.Complaints());
    }

    [Theory]
    [InlineData(Checkpoints, "FileInput")]
    [InlineData("""["COMBO", { "options": ["my_secret.png"], "multiselect": true }]""", "AnyInput")]
    [InlineData("""["COMBO", { "options": ["my secret folder"], "default": "my secret folder", "image_folder": "output" }]""", "FileInput")]
    [InlineData("""[["my_secret.safetensors"], { "forceInput": true }]""", "Input<global::ComfyTyped.Types.Combo>")]
    public void Without_file_options_no_generated_code_has_a_file_name(string declaration, string type)
    {
        GeneratorRun run = UserCode.Compile(Catalog("ckpt_name", declaration), "var node = new Taker();", "ComfyFileOptions=false");

        Assert.All(run.Result.GeneratedSources, source =>
        {
            Assert.DoesNotContain("secret", source.SourceText.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("sd15", source.SourceText.ToString(), StringComparison.OrdinalIgnoreCase);
        });
        Assert.Contains($"public global::ComfyTyped.{type} CkptName", run.Node("Taker"), StringComparison.Ordinal);
        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void Two_lists_under_one_name_are_told_apart_by_the_class()
    {
        GeneratorRun run = UserCode.Compile(
            """
            { "Giver": { "input": { "required": { "model_name": [["a.pth"]] } }, "output": [] },
              "Taker": { "input": { "required": { "model_name": [["b.pth"]], "model_name2": [["a.pth"]] } }, "output": [], "output_node": true } }
            """,
            "var node = new Taker { ModelName = TakerModelFile.B, ModelName2 = ModelFile.A };");

        Assert.Empty(run.Complaints());
    }

    [Fact]
    public void The_generated_list_of_files_is_as_verified()
    {
        GeneratorRun run = UserCode.Compile(Catalog("ckpt_name", Checkpoints), "var node = new Taker();");

        GoldenFile.Verify(run, "Choices/CkptFile");
    }

    private static string Catalog(string input, string declaration) =>
        $$"""{ "Taker": { "input": { "required": { "{{input}}": {{declaration}} } }, "output": [], "output_node": true }, "Giver": { "input": {}, "output": [] } }""";
}
