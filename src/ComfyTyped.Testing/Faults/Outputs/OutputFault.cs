using System.Text.Json.Nodes;

namespace ComfyTyped.Testing;

/// <summary>A fault in what a node shows: the events, the history and the cache all have it. Its occasions are the nodes that show something.</summary>
public abstract record OutputFault : Fault
{
    private protected OutputFault()
    {
    }

    /// <summary>Gets the class of the nodes that it is about, such as <c>SaveImage</c>.</summary>
    /// <value>The default is <c>null</c>: all classes.</value>
    public string? ClassType { get; init; }

    internal bool Fits(string classType) => ClassType is null || ClassType == classType;

    internal abstract JsonObject Apply(JsonObject output);
}
