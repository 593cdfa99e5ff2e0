using ComfyTyped.Graph;
using ComfyTyped.Runs;
using ComfyTyped.Wire;

namespace ComfyTyped.Tests.Fuzz;

/// <summary>Looks at everything of what was read, as an application might.</summary>
internal static class Seen
{
    /// <summary>An application looks at all of them one after the other, but what that takes is its own.</summary>
    public const int Few = 10;

    public static void Event(ComfyEvent item)
    {
        switch (item)
        {
            case ExecutedEvent executed:
                Output(executed.Output);
                break;
            case ExecutionErrorEvent error:
                _ = (error.IsBlocked, error.IsOutOfMemory, new NodeFailedException(FuzzTargets.PromptId, error).Message);
                break;
            case NodeEvent node:
                _ = (node.NodeId.Length, node.DisplayNodeId.Length, node.Node?.Title);
                break;
        }
        if (new ProgressTracker(FuzzTargets.Graph).Apply(item) is { } progress)
            Assert.True(progress.Fraction is >= 0 and <= 1);
    }

    public static void Output(NodeOutput output)
    {
        foreach (string text in output.Texts)
            _ = text.Length;
        foreach (OutputFile file in output.Files)
        {
            _ = (file.ToInputName(), ViewQuery.Of(file.FileName, file.Subfolder, file.Type, null));
            string name = SafeFileName.From(file.FileName);
            Assert.True(name.Length > 0 && name.AsSpan().IndexOfAny('/', '\\') < 0 && name is not ("." or ".."));
        }
    }

    public static void Errors(IReadOnlyList<NodeError> errors)
    {
        foreach (NodeError error in errors.Take(Few))
            _ = (error.ToString(), error.Options?.Count, error.DependentOutputs.Count);
    }
}
