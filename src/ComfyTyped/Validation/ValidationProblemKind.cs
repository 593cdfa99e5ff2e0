namespace ComfyTyped;

/// <summary>What can be wrong with a workflow before a server has seen it.</summary>
public enum ValidationProblemKind
{
    /// <summary>An input that the class requires holds nothing (the server's <c>required_input_missing</c>).</summary>
    RequiredInputMissing,

    /// <summary>A number is below or above the bound of its input (<c>value_smaller_than_min</c>, <c>value_bigger_than_max</c>).</summary>
    OutOfRange,

    /// <summary>
    /// A value is none of the known options of its input (<c>value_not_in_list</c>). <see cref="ComfyWorkflow.Validate"/> never says it of inputs that
    /// name files; <see cref="ComfyClient.CheckAsync"/> knows the files of the server.
    /// </summary>
    NotAnOption,

    /// <summary>A link goes to a node that is not in the workflow.</summary>
    LinkToMissingNode,

    /// <summary>A link goes to an output slot that the class of the node does not have.</summary>
    SlotOutOfRange,

    /// <summary>The output has none of the types that the input takes (<c>return_type_mismatch</c>).</summary>
    LinkTypeMismatch,

    /// <summary>Nodes depend on each other in a circle (<c>dependency_cycle</c>).</summary>
    Cycle,

    /// <summary>No node is run for its own sake, so nothing would run (<c>prompt_no_outputs</c>).</summary>
    NoOutputNode,

    /// <summary>
    /// A literal cannot be made the number that its input takes (<c>invalid_input_type</c>). As a warning: it stands where only a link makes sense, such as in an
    /// input of the type <c>VAE</c>, which no server notices before the node fails.
    /// </summary>
    WrongType,

    /// <summary>The server does not have the class of the node (<c>missing_node_type</c>, on older servers <c>invalid_prompt</c>). Only <see cref="ComfyClient.CheckAsync"/> says it.</summary>
    UnknownClass,

    /// <summary>The server has the class and fails to describe it (status 500), so that the node was not judged. Only <see cref="ComfyClient.CheckAsync"/> says it.</summary>
    UndescribedClass,

    /// <summary>
    /// The class on the server has no such input, which only <see cref="ComfyClient.CheckAsync"/> knows; or the input belongs to a case of a dynamic combo that is
    /// not selected.
    /// </summary>
    UnknownInput,
}
