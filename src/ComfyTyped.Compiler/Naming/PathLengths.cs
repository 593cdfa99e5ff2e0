namespace ComfyTyped.Compiler.Naming;

/// <summary>The longest path to each node, in links.</summary>
internal static class PathLengths
{
    /// <summary>
    /// The longest path from a node without sources; for nodes in a cycle, and behind one, the number of nodes, for those have no longest path.
    /// </summary>
    /// <param name="from">For each node the links it comes after.</param>
    /// <param name="to">For each node the links that come after it.</param>
    public static int[] Longest(IReadOnlyList<IReadOnlyList<GraphLink>> from, IReadOnlyList<IReadOnlyList<GraphLink>> to)
    {
        int count = from.Count;
        int[] lengths = new int[count];
        int[] waitingFor = new int[count];
        bool[] isSettled = new bool[count];
        var ready = new Queue<int>();
        for (int i = 0; i < count; i++)
        {
            waitingFor[i] = from[i].Count;
            if (waitingFor[i] == 0)
                ready.Enqueue(i);
        }

        while (ready.Count > 0)
        {
            int node = ready.Dequeue();
            isSettled[node] = true;
            foreach (GraphLink link in to[node])
            {
                lengths[link.Node] = Math.Max(lengths[link.Node], lengths[node] + 1);
                if (--waitingFor[link.Node] == 0)
                    ready.Enqueue(link.Node);
            }
        }

        for (int i = 0; i < count; i++)
        {
            if (!isSettled[i])
                lengths[i] = count;
        }

        return lengths;
    }
}
