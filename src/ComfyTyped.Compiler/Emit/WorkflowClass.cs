using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Emit;

/// <summary>All that the class of a workflow file is written from.</summary>
/// <param name="Namespace">The namespace of the class.</param>
/// <param name="Name">The name of the class.</param>
/// <param name="Model">The workflow.</param>
/// <param name="NodeTypes">For each node of the workflow the fully qualified C# class.</param>
/// <param name="OutputTypes">For each node of the workflow the fully qualified class of what it reports; empty for one that is no output node.</param>
internal sealed record WorkflowClass(
    string Namespace,
    string Name,
    WorkflowModel Model,
    EquatableArray<string> NodeTypes,
    EquatableArray<string> OutputTypes)
{
    /// <summary>Members that the generated class has anyway, so that no node property may take their names.</summary>
    public static readonly string[] ReservedNames =
    [
        "Nodes", "FindNode", "WriteTo", "ToJson", "Attach", "CreateResult", "Result", "PropertyPath", "WritePrompt",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",

        // What workflows are going to have; a name given away today could not be taken back.
        "Add", "Bypass", "Check", "CheckAsync", "Clone", "ConsumersOf", "NearestUpstream", "Remove", "Rewire", "Validate",
        "ApplySettings", "GetJsonSchema", "WriteJsonSchema", "FindByTitle", "FindByClass", "FindAllByTitlePrefix", "FindAllByClass", "Load", "LoadAsync", "Parse",

        // What results have.
        "PromptId", "SeedOf", "OutputOf", "GetFile", "Rejected", "Outputs",
    ];
}
