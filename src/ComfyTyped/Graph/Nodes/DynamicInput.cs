using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>
/// A choice that brings inputs of its own (ComfyUI's dynamic combo, <c>COMFY_DYNAMICCOMBO_V3</c>). The compiler derives one class from it for each,
/// with a method per case: <c>node.ResizeType = ResizeType.ScaleDimensions(640, 480, "center")</c>. What is read from a node is a view on it:
/// <c>node.ResizeType.Width = 800</c> changes the node. What a method gives is copied when it is assigned.
/// </summary>
public abstract class DynamicInput
{
    /// <summary>Makes a view. For generated code.</summary>
    /// <param name="scope">Where key and inputs are kept.</param>
    protected DynamicInput(InputScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Scope = scope;
    }

    /// <summary>Gets the option that is selected, as the server knows it; null when the prompt has none.</summary>
    public string? Selected => Scope.Find(InputScope.Key).AsString();

    /// <summary>Gets where key and inputs are kept. For generated code.</summary>
    protected InputScope Scope { get; }

    internal InputScope Values => Scope;

    /// <summary>Leaves the choice and the inputs of all its cases out of the prompt.</summary>
    public void Clear() => Scope.Clear();

    /// <summary>Gives the option that is selected, or <c>(unset)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Selected ?? "(unset)";
}
