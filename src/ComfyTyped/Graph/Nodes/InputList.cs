using System.Collections;
using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>
/// Inputs of one kind, of which a node takes several (ComfyUI's <c>COMFY_AUTOGROW_V3</c>): <c>new BatchImagesNode { Images = { a.Image, b.Image } }</c>.
/// It is a view on its node: what is added here stands in the prompt as <c>images.image0</c>, <c>images.image1</c>, and so on.
/// </summary>
/// <typeparam name="TInput">What each of them takes.</typeparam>
public sealed class InputList<TInput> : IReadOnlyList<TInput>
    where TInput : struct, IComfyInput<TInput>
{
    private readonly InputScope _members;
    private readonly GrowthSchema _growth;

    internal InputList(InputScope members, GrowthSchema growth)
    {
        _members = members;
        _growth = growth;
    }

    /// <summary>Gets the place after the last input that holds something, from 0 to <see cref="Capacity"/>. Inputs before it may hold nothing when the file has gaps.</summary>
    public int Count
    {
        get
        {
            int count = Capacity;
            while (count > 0 && !Find(count - 1).IsSet)
                count--;
            return count;
        }
    }

    /// <summary>Gets how many inputs the node can take.</summary>
    public int Capacity => _growth.Names.Count;

    /// <summary>Gets the names of all inputs that the node can take, in order: <c>image0</c>, <c>image1</c>, or names that say what each is for.</summary>
    public IReadOnlyList<string> Names => _growth.Names;

    /// <summary>Gets or sets an input by its place.</summary>
    /// <param name="index">The place, from 0: below <see cref="Count"/> to get, below <see cref="Capacity"/> to set.</param>
    /// <returns>What the input holds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no input at that place.</exception>
    public TInput this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return TInput.From(Find(index));
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Capacity);
            Put(index, value.Value);
        }
    }

    /// <summary>Gets or sets an input by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>What the input holds, which may be nothing.</returns>
    /// <exception cref="ArgumentException">The node takes no input of that name.</exception>
    public TInput this[string name]
    {
        get => TInput.From(Find(PlaceOf(name)));
        set => Put(PlaceOf(name), value.Value);
    }

    /// <summary>Assigns the input after the last one that holds something. Those that the workflow file has stay: <see cref="Clear"/> first to replace them.</summary>
    /// <param name="item">What it shall hold.</param>
    /// <exception cref="InvalidOperationException">All inputs that the node can take are in use.</exception>
    public void Add(TInput item)
    {
        int index = Count;
        if (index == Capacity)
            throw new InvalidOperationException($"The node takes {Capacity} inputs here, and all are in use.");
        Put(index, item.Value);
    }

    /// <summary>Takes an input out. Those after it move up when they are counted; where they have names of their own, they keep them.</summary>
    /// <param name="index">The place, from 0 and below <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no input at that place.</exception>
    public void RemoveAt(int index)
    {
        int count = Count;
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        int last = _growth.IsNumbered ? count - 1 : index;
        for (int i = index; i < last; i++)
            Put(i, Find(i + 1));
        Put(last, default);
    }

    /// <summary>Takes all inputs out.</summary>
    public void Clear()
    {
        for (int index = 0; index < Capacity; index++)
            Put(index, default);
    }

    /// <summary>Enumerates the inputs, <see cref="Count"/> of them.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<TInput> GetEnumerator()
    {
        int count = Count;
        for (int index = 0; index < count; index++)
            yield return TInput.From(Find(index));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private InputValue Find(int index) => _members.Find(_growth.Names[index]);

    private void Put(int index, InputValue value) => _members.Put(_growth.Names[index], value);

    private int PlaceOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int index = _growth.IndexOf(name);
        return index >= 0 ? index : throw new ArgumentException($"The node takes no input \"{name}\" here, but {string.Join(", ", Names)}.", nameof(name));
    }
}
