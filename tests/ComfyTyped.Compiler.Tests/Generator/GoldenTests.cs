namespace ComfyTyped.Compiler.Tests.Generator;

public class GoldenTests
{
    [Theory]
    [InlineData("text_to_image.json")]
    [InlineData("image_upscale.json")]
    [InlineData("lora_chain.json")]
    public void The_generated_code_is_as_verified_and_compiles_without_a_word(string file)
    {
        GeneratorRun run = GeneratorRun.Of(SharedWorkflows.File(file));

        GoldenFile.Verify(run);
        Assert.Empty(run.Complaints());
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_hostile_workflow_gives_code_that_is_as_verified_and_compiles_without_a_word()
    {
        GeneratorRun run = GeneratorRun.Of(new InMemoryFile("/src/MyApp/workflows/hostile.json", HostileWorkflow.Json));

        GoldenFile.Verify(run, "Workflows/MyApp.Workflows.Hostile");
        Assert.Empty(run.Complaints());
    }
}
