namespace ComfyTyped.Compiler.Naming;

/// <summary>Compares sorted lists of links.</summary>
internal sealed class SignatureComparer : IComparer<(GraphLink[] Suppliers, GraphLink[] Consumers)>
{
    public static readonly SignatureComparer Pairs = new();

    public static int CompareLinks(GraphLink left, GraphLink right)
    {
        int order = string.CompareOrdinal(left.Input, right.Input);
        if (order == 0)
            order = left.Slot.CompareTo(right.Slot);
        return order != 0 ? order : left.Node.CompareTo(right.Node);
    }

    public static int Compare(GraphLink[] left, GraphLink[] right)
    {
        int order = left.Length.CompareTo(right.Length);
        for (int i = 0; order == 0 && i < left.Length; i++)
            order = CompareLinks(left[i], right[i]);
        return order;
    }

    public int Compare((GraphLink[] Suppliers, GraphLink[] Consumers) left, (GraphLink[] Suppliers, GraphLink[] Consumers) right)
    {
        int order = Compare(left.Suppliers, right.Suppliers);
        return order != 0 ? order : Compare(left.Consumers, right.Consumers);
    }
}
