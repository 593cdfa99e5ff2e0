using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>What every typed input can do for the node that holds it.</summary>
/// <typeparam name="TSelf">The typed input.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IComfyInput<TSelf>
    where TSelf : struct, IComfyInput<TSelf>
{
    /// <summary>Gets what the input holds.</summary>
    InputValue Value { get; }

    /// <summary>Wraps a value that a node holds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The typed input.</returns>
    static abstract TSelf From(InputValue value);
}
