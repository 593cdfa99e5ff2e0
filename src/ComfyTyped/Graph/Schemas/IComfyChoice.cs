using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>A generated type whose members are the known options of a choice.</summary>
/// <typeparam name="TSelf">The generated type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IComfyChoice<TSelf>
    where TSelf : struct, IComfyChoice<TSelf>
{
    /// <summary>Gets the option as the server knows it.</summary>
    string Value { get; }

    /// <summary>Wraps an option.</summary>
    /// <param name="value">The option as the server knows it.</param>
    /// <returns>The typed option.</returns>
    static abstract TSelf From(string value);
}
