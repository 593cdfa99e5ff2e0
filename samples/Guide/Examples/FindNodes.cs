using Guide.Workflows;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>Nodes by class, by group of titles, by title and by id.</summary>
public sealed class FindNodes : IExample
{
    public string Name => "find";

    public string Script => "walks the JSON for nodes of a class_type, and for titles that begin with TEXT_";

    public Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var workflow = new LoraChain();

        foreach (LoraLoader lora in workflow.Nodes.OfType<LoraLoader>())
            lora.StrengthModel = 0.5;
        workflow.Text.Positive.Text = "a portrait in the rain";

        stage.Console.MarkupLineInterpolated($"{workflow.FindAllByTitlePrefix("TEXT_").Count} texts, {workflow.FindByTitle("Final")} saves, node 16 is {workflow.FindNode("16")}");
        return Task.CompletedTask;
    }
}
