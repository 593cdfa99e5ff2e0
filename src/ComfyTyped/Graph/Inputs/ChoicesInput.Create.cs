using System.ComponentModel;
using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>Makes inputs of several options from collection expressions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChoicesInput
{
    /// <summary>Makes an input that holds options.</summary>
    /// <typeparam name="TChoice">The known options.</typeparam>
    /// <param name="values">The options.</param>
    /// <returns>The input.</returns>
    public static ChoicesInput<TChoice> Create<TChoice>(ReadOnlySpan<TChoice> values)
        where TChoice : struct, IComfyChoice<TChoice>
    {
        var texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = values[i].Value;
        return ChoicesInput<TChoice>.Of(texts);
    }
}
