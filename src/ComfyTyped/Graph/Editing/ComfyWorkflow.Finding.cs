namespace ComfyTyped;

/// <content>Finding nodes by what the editor shows of them.</content>
public abstract partial class ComfyWorkflow
{
    /// <summary>Finds the first node with a title (ComfyUI's <c>_meta.title</c>).</summary>
    /// <param name="title">The title, compared verbatim.</param>
    /// <returns>The node, or null. Several nodes may have one title: <see cref="Nodes"/> has them all.</returns>
    public ComfyNode? FindByTitle(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return Array.Find(_nodes, node => node.Title == title);
    }

    /// <summary>Finds the first node of a class, for a class that is known only at run time; else <c>Nodes.OfType&lt;KSampler&gt;()</c> gives typed nodes.</summary>
    /// <param name="classType">The class as the server knows it (<c>class_type</c>), such as <c>KSampler</c>.</param>
    /// <returns>The node, or null.</returns>
    public ComfyNode? FindByClass(string classType)
    {
        ArgumentNullException.ThrowIfNull(classType);
        return Array.Find(_nodes, node => node.ClassType == classType);
    }

    /// <summary>Finds all nodes whose titles begin with a prefix: <c>TEXT_</c>.</summary>
    /// <param name="prefix">The prefix, compared verbatim.</param>
    /// <returns>The nodes in the order of the workflow; a snapshot.</returns>
    public IReadOnlyList<ComfyNode> FindAllByTitlePrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Array.FindAll(_nodes, node => node.Title?.StartsWith(prefix, StringComparison.Ordinal) == true);
    }

    /// <summary>Finds all nodes of a class.</summary>
    /// <param name="classType">The class as the server knows it (<c>class_type</c>), such as <c>CLIPTextEncode</c>.</param>
    /// <returns>The nodes in the order of the workflow; a snapshot.</returns>
    public IReadOnlyList<ComfyNode> FindAllByClass(string classType)
    {
        ArgumentNullException.ThrowIfNull(classType);
        return Array.FindAll(_nodes, node => node.ClassType == classType);
    }
}
