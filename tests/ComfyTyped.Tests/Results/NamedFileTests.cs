using System.Text.Json;
using ComfyTyped.Contract;
using ComfyTyped.Testing;
using ComfyTyped.Tests.Pool;
using ComfyTyped.Tests.Workflows.Files;
using CsCheck;

namespace ComfyTyped.Tests.Results;

/// <summary>Files of which nothing but the name is known.</summary>
public class NamedFileTests
{
    private static readonly string[] Pieces =
        ["..", ".", "/", "\\", " ", "C:", "a", "mesh.glb", "3d", "[temp]", " [input]", " [output]", "\0", "\n", ":", "~", "%2e%2e", "http://", "\u2024", "\uff0f"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mesh.glb", "mesh.glb [output]")]
    [InlineData("3d/mesh_00001_.glb", "3d/mesh_00001_.glb [output]")]
    [InlineData("a\\b\\mesh.glb", "a/b/mesh.glb [output]")]
    [InlineData("a/b/mesh.glb [temp]", "a/b/mesh.glb [temp]")]
    [InlineData("mesh.glb [output]", "mesh.glb [output]")]
    [InlineData("3d/mesh.glb [input]", "3d/mesh.glb")]
    [InlineData("12:30 [draft]..glb", "12:30 [draft]..glb [output]")]
    [InlineData("..hidden/.mesh.glb", "..hidden/.mesh.glb [output]")]
    public void A_name_within_a_folder_is_a_file(string name, string inputName) => Assert.Equal(inputName, FileOf(name).ToInputName());

    [Theory]
    [InlineData("../mesh.glb")]
    [InlineData("3d/../../mesh.glb")]
    [InlineData("3d\\..\\..\\mesh.glb")]
    [InlineData("3d/.. /mesh.glb")]
    [InlineData("3d/.../mesh.glb")]
    [InlineData("./mesh.glb")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\host\\share\\mesh.glb")]
    [InlineData("C:\\mesh.glb")]
    [InlineData("c:mesh.glb")]
    [InlineData("3d/c:mesh.glb")]
    [InlineData("3d//mesh.glb")]
    [InlineData("3d/")]
    [InlineData("mesh.glb\0.png")]
    [InlineData("3d/mesh\n.glb")]
    [InlineData("../mesh.glb [temp]")]
    [InlineData(" [temp]")]
    [InlineData("https://example.test/mesh.glb")]
    public void A_name_that_leads_elsewhere_is_refused(string name) =>
        Assert.Contains("is not the name of a file within a folder of the server", Assert.Throws<ArgumentException>(() => FileOf(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_name_is_no_part_of_what_is_asked_for_leads_upwards() =>
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 8].Select(string.Concat).Sample(
            name =>
            {
                if (!ServerPath.TryParse(name, ComfyFolder.Output, out ServerPath? path))
                    return;
                string[] parts = [.. path.Subfolder.Length == 0 ? [] : path.Subfolder.Split('/'), path.FileName];
                Assert.All(parts, part => Assert.True(part.Trim('.', ' ').Length > 0 && part.AsSpan().IndexOfAny("/\\\0\n") < 0, name));
                Assert.All(parts, part => Assert.False(part.StartsWith("C:", StringComparison.Ordinal), name));
            },
            iter: 20_000);

    [Fact]
    public void What_a_3D_viewer_reports_is_a_file()
    {
        AnyOutput output = Parse("""{"result":["3d/mesh_00001_.glb",{"position":{"x":1}},"temp/bg_1.png"]}""");

        Assert.Equal(["3d/mesh_00001_.glb [output]", "bg_1.png [temp]"], output.Files.Select(file => file.ToInputName()));
        Assert.Equal([MediaKind.Model3D, MediaKind.Image], output.Files.Select(file => file.Kind));
        Assert.All(output.Files, file => Assert.True(file.IsNamedByText));
    }

    [Theory]
    [InlineData("""{"result":["3d/mesh.glb",null,null]}""", 1)]
    [InlineData("""{"result":["3d/mesh.glb [temp]","a.mp4","b.flac","c.webp"]}""", 4)]
    [InlineData("""{"result":["","mesh","a red fox","notes.txt","data.json",5,true,null,["x.glb"]]}""", 0)]
    [InlineData("""{"result":["/home/me/ComfyUI/output/mesh.glb","../mesh.glb","C:\\out\\mesh.glb","https://example.test/mesh.glb"]}""", 0)]
    [InlineData("""{"text":["3d/mesh.glb"],"other":["mesh.glb"]}""", 0)]
    [InlineData("""{"result":[{"filename":"mesh.glb","subfolder":"3d","type":"output"}]}""", 1)]
    public void Only_names_of_media_within_a_folder_are(string report, int count) => Assert.Equal(count, Parse(report).Files.Count);

    [Fact]
    public void The_path_that_a_list_of_jobs_has_for_a_name_is_taken_apart()
    {
        AnyOutput output = Parse("""
            {"3d":[{"filename":"3d/mesh.glb","subfolder":"","type":"output"},{"filename":"b/mesh.glb","subfolder":"a","type":"temp"}],"result":[{"filename":"c/mesh.glb","type":"output"}]}
            """);

        Assert.Equal(
            [("mesh.glb", "3d", false), ("mesh.glb", "a/b", false), ("mesh.glb", "c", true)],
            output.Files.Select(file => (file.FileName, file.Subfolder, file.IsNamedByText)));
    }

    [Fact]
    public async Task A_file_of_a_run_is_found_by_its_name()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url);
        TextToImage.Result result = await client.RunAsync(new TextToImage { SaveImage = { FilenamePrefix = "deep/er/fox" }, KSampler = { Steps = 1 } }, cancellationToken: Token);
        OutputFile made = result.SaveImage.Images[0];

        OutputFile byPath = client.GetFile($"deep/er/{made.FileName}");
        OutputFile byInputName = result.GetFile(made.ToInputName(), ComfyFolder.Temp);

        Assert.Equal((made.ToInputName(), made.Kind, made.Server), (byPath.ToInputName(), byPath.Kind, byPath.Server));
        Assert.Equal(await made.ReadAsync(Token), await byPath.ReadAsync(Token));
        Assert.Equal(await made.ReadAsync(Token), await byInputName.ReadAsync(Token));
    }

    [Fact]
    public async Task What_is_not_there_shows_when_it_is_opened()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var client = new ComfyClient(server.Url);

        var missing = await Assert.ThrowsAsync<ComfyServerException>(() => client.GetFile("3d/mesh.glb").ReadAsync(Token));

        Assert.Equal(404, (int)missing.StatusCode);
    }

    [Fact]
    public async Task The_model_of_a_viewer_is_saved_from_the_server_of_the_pool_that_has_it()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(
            options => options.AddNode(new NodeDefinition("Viewer").Input("model_file", "STRING").AsOutputNode(), node => NodeResult.None
                .Show("result", node.Inputs.String("model_file"), null, null)
                .Show("text", "3d/other.glb")),
            Token);
        string models = Directory.CreateDirectory(Path.Combine(server.DataDirectory, "output", "3d")).FullName;
        await File.WriteAllTextAsync(Path.Combine(models, "mesh_00001_.glb"), "mesh", Token);
        await File.WriteAllTextAsync(Path.Combine(models, "other.glb"), "other", Token);
        await using ComfyPool pool = Pools.Of(Pools.Connect(server));

        RawResult result = await pool.RunAsync(new RawWorkflow("""{"1":{"class_type":"Viewer","inputs":{"model_file":"3d/mesh_00001_.glb"}}}"""), cancellationToken: Token);

        OutputFile model = Assert.Single(result.Files);
        Assert.Equal("mesh"u8.ToArray(), await model.ReadAsync(Token));
        Assert.Equal("other"u8.ToArray(), await result.GetFile(result["1"].Texts[0]).ReadAsync(Token));
        Assert.Equal(server.Url, result.GetFile("x.glb").Server);
    }

    private static OutputFile FileOf(string name) => OutputFile.Named(name, ComfyFolder.Output, null!);

    private static AnyOutput Parse(string json) => AnyOutput.Create(new NodeOutputData(JsonElement.Parse(json), false, null!));
}
