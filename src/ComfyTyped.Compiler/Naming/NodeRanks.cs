namespace ComfyTyped.Compiler.Naming;

/// <summary>An order of nodes that is refined step by step: nodes that are not told apart yet share the rank of the first of them.</summary>
internal sealed class NodeRanks
{
    private readonly int[] _order;
    private readonly int[] _ranks;
    private int _distinct;

    public NodeRanks(int count)
    {
        _order = Enumerable.Range(0, count).ToArray();
        _ranks = new int[count];
        _distinct = Math.Min(count, 1);
    }

    /// <summary>Whether no two nodes share a rank.</summary>
    public bool AreDistinct => _distinct == _order.Length;

    /// <summary>The rank of each node.</summary>
    public int[] ToArray() => (int[])_ranks.Clone();

    /// <summary>Tells nodes of one rank apart by a key; whether it told any apart.</summary>
    public bool Split<TKey>(Func<int, TKey> keyOf, IComparer<TKey> comparer)
    {
        int before = _distinct;
        int end;
        for (int start = 0; start < _order.Length; start = end)
        {
            end = EndOfRank(start);
            if (end - start < 2)
                continue;
            TKey[] keys = new TKey[end - start];
            for (int i = start; i < end; i++)
                keys[i - start] = keyOf(_order[i]);
            SortTogether(keys, start, comparer);
            for (int i = start + 1; i < end; i++)
            {
                bool isSame = comparer.Compare(keys[i - start - 1], keys[i - start]) == 0;
                _ranks[_order[i]] = isSame ? _ranks[_order[i - 1]] : i;
                _distinct += isSame ? 0 : 1;
            }
        }

        return _distinct > before;
    }

    /// <summary>Tells all nodes apart, one rank after the other, so that a later rank sees what was decided about the earlier ones.</summary>
    public void SplitInTurn<TKey>(Func<int[], int, TKey> keyOf, Comparison<(int Node, TKey Key)> compare)
    {
        int end;
        for (int start = 0; start < _order.Length; start = end)
        {
            end = EndOfRank(start);
            if (end - start < 2)
                continue;
            (int Node, TKey Key)[] members = _order.Skip(start).Take(end - start).Select(node => (node, keyOf(_ranks, node))).ToArray();
            Array.Sort(members, compare);
            for (int i = start; i < end; i++)
            {
                _order[i] = members[i - start].Node;
                _ranks[_order[i]] = i;
            }
        }

        _distinct = _order.Length;
    }

    private void SortTogether<TKey>(TKey[] keys, int start, IComparer<TKey> comparer)
    {
        int[] nodes = new int[keys.Length];
        Array.Copy(_order, start, nodes, 0, nodes.Length);
        Array.Sort(keys, nodes, comparer);
        Array.Copy(nodes, 0, _order, start, nodes.Length);
    }

    private int EndOfRank(int start)
    {
        int end = start + 1;
        while (end < _order.Length && _ranks[_order[end]] == _ranks[_order[start]])
            end++;
        return end;
    }
}
