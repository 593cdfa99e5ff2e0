using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>
/// The prompts that wait, in the order of Python's <c>heapq</c>: the first is the next to run, and the others are not sorted. <c>/queue</c> lists them so,
/// and a deletion takes the first of an id in that order.
/// </summary>
internal sealed class PromptHeap
{
    private List<QueueItem> _items = [];

    public int Count => _items.Count;

    public IReadOnlyList<QueueItem> Items => [.. _items];

    /// <exception cref="PythonException">An item with the same number and the same id is there, and Python cannot tell which is less. The new one stays all the same.</exception>
    public void Push(QueueItem item)
    {
        _items.Add(item);
        Raise(0, _items.Count - 1);
    }

    /// <summary>Takes the lowest.</summary>
    /// <exception cref="PythonException">Two items are neither less nor more than each other.</exception>
    public QueueItem Pop()
    {
        QueueItem last = _items[^1];
        _items.RemoveAt(_items.Count - 1);
        if (_items.Count == 0)
            return last;
        QueueItem lowest = _items[0];
        _items[0] = last;
        Sink(0);
        return lowest;
    }

    /// <summary>Takes out the first that fits, in the order of <see cref="Items"/>.</summary>
    public bool RemoveFirst(Predicate<QueueItem> fits)
    {
        int index = _items.FindIndex(fits);
        if (index < 0)
            return false;
        _items.RemoveAt(index);
        for (int parent = (_items.Count / 2) - 1; parent >= 0; parent--)
            Sink(parent);
        return true;
    }

    public void Clear() => _items = [];

    /// <summary>Moves an item up to below the first that is less.</summary>
    private void Raise(int top, int index)
    {
        QueueItem item = _items[index];
        while (index > top)
        {
            int parent = (index - 1) / 2;
            if (!IsLess(item, _items[parent]))
                break;
            _items[index] = _items[parent];
            index = parent;
        }

        _items[index] = item;
    }

    /// <summary>Moves an item down to a leaf, past the lesser of each two children, and up again to its place.</summary>
    private void Sink(int index)
    {
        int top = index;
        QueueItem item = _items[index];
        for (int child = (2 * index) + 1; child < _items.Count; child = (2 * index) + 1)
        {
            if (child + 1 < _items.Count && !IsLess(_items[child], _items[child + 1]))
                child++;
            _items[index] = _items[child];
            index = child;
        }

        _items[index] = item;
        Raise(top, index);
    }

    private static bool IsLess(QueueItem left, QueueItem right) => left.CompareTo(right) switch
    {
        0 => throw new PythonException("TypeError", "'<' not supported between instances of 'dict' and 'dict'"),
        int order => order < 0,
    };
}
