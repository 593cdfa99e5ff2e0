using System.Globalization;

namespace ComfyTyped;

/// <summary>Gives ids to new nodes. An id is given once: neither a node that was removed nor a dangling link of the file can meet a new node.</summary>
internal sealed class NodeIds
{
    // Larger numbers are no ids that an editor counted, and counting on from them could overflow.
    private const int MaxDigits = 15;

    private long _last;

    /// <summary>Takes note of an id, such as <c>"57:8"</c>: the editor's node 57 is a subgraph, so no number of the path is free.</summary>
    public void Claim(string id)
    {
        foreach (string part in id.Split(':', '.'))
        {
            if (part.Length <= MaxDigits && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                _last = Math.Max(_last, number);
        }
    }

    public string Next() => (++_last).ToString(CultureInfo.InvariantCulture);
}
