using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <content>Adding, removing and re-linking nodes.</content>
public abstract partial class ComfyWorkflow
{
    /// <summary>Adds a node, after all others. Its inputs can be assigned before or after.</summary>
    /// <typeparam name="TNode">Its class.</typeparam>
    /// <param name="node">The node. It gets an id that no node of this workflow has or had.</param>
    /// <param name="title">Its title (<c>_meta.title</c>); null for the one it has, a new node for none.</param>
    /// <returns>The node.</returns>
    /// <exception cref="InvalidOperationException">The node belongs to a workflow already.</exception>
    public TNode Add<TNode>(TNode node, string? title = null)
        where TNode : ComfyNode
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Workflow is { } owner)
            throw new InvalidOperationException($"{NodeNaming.Describe(node)} belongs to {(owner == this ? "this" : "another")} workflow object already.");
        node.Join(this, NodeTemplate.New(NewId(), node.ClassType, title ?? node.Title));
        _nodes = [.. _nodes, node];
        return node;
    }

    /// <summary>Takes a node out of the workflow. It keeps its values and can be added again.</summary>
    /// <param name="node">The node.</param>
    /// <param name="unlinkConsumers">Whether inputs that are linked to it are left out of the prompt from now on. The default is false: then it must have no consumers.</param>
    /// <exception cref="ArgumentException">The node is not in this workflow.</exception>
    /// <exception cref="InvalidOperationException">Other nodes are linked to it; the message names their properties.</exception>
    public void Remove(ComfyNode node, bool unlinkConsumers = false)
    {
        NodeLink[] consumers = [.. ConsumersOf(node).Where(link => link.Target != node)];
        if (consumers.Length > 0 && !unlinkConsumers)
        {
            throw new InvalidOperationException(
                $"{NodeNaming.Describe(node)} is linked to by {string.Join(", ", consumers.Select(link => $"{link.Target}.{link.Target.Schema.PropertyOf(link.Input)}"))}. "
                + $"Link these to another node, use {nameof(Bypass)}, or say {nameof(unlinkConsumers)}: true.");
        }
        foreach (NodeLink link in consumers)
            link.Target.Unset(link.Input);
        node.Leave();
        _nodes = [.. _nodes.Where(other => other != node)];
    }

    /// <summary>
    /// Takes a node out of the workflow and links its consumers to what its own inputs of the same type are linked to, as the editor's bypass does:
    /// first the input opposite to the output, then the first of the type that is asked for, then the first that fits.
    /// </summary>
    /// <param name="node">
    /// The node. Its class must be known: from a catalog of the project or, in a workflow that is loaded at run time, from <see cref="ComfyClient.DescribeAsync"/>.
    /// </param>
    /// <returns>The links that nothing could take the place of; these inputs are left out of the prompt, as the editor leaves them out.</returns>
    /// <exception cref="ArgumentException">The node is not in this workflow.</exception>
    /// <exception cref="InvalidOperationException">Nothing tells the types that it depends on; the message says whose, and what to do. Nothing was changed.</exception>
    public IReadOnlyList<NodeLink> Bypass(ComfyNode node)
    {
        (NodeLink Link, NodeLink? Replacement)[] consumers =
            [.. ConsumersOf(node).Where(link => link.Target != node).Select(link => (link, BypassRule.Replacement(link)))];
        foreach ((NodeLink link, NodeLink? replacement) in consumers)
        {
            if (replacement is { } source)
                link.Target.SetLink(link.Input, source.Source, source.Slot);
        }
        Remove(node, unlinkConsumers: true);
        return [.. consumers.Where(consumer => consumer.Replacement is null).Select(consumer => consumer.Link)];
    }

    /// <summary>Gives the links from a node to others.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The links, in the order of the consumers; a snapshot.</returns>
    /// <exception cref="ArgumentException">The node is not in this workflow.</exception>
    public IReadOnlyList<NodeLink> ConsumersOf(ComfyNode node)
    {
        EnsureOwn(node);
        return [.. _nodes.SelectMany(other => other.LinksFrom(node))];
    }

    /// <summary>Gives the links from an output to other nodes.</summary>
    /// <typeparam name="TType">The ComfyUI type.</typeparam>
    /// <param name="output">The output.</param>
    /// <returns>The links, in the order of the consumers; a snapshot.</returns>
    /// <exception cref="ArgumentException">The node is not in this workflow.</exception>
    public IReadOnlyList<NodeLink> ConsumersOf<TType>(Output<TType> output) => [.. ConsumersOf(output.Node).Where(link => link.Slot == output.Slot)];

    /// <summary>Gives the links from an output of an open type to other nodes.</summary>
    /// <param name="output">The output.</param>
    /// <returns>The links, in the order of the consumers; a snapshot.</returns>
    /// <exception cref="ArgumentException">The node is not in this workflow.</exception>
    public IReadOnlyList<NodeLink> ConsumersOf(WildcardOutput output) => ConsumersOf(output.As<object>());

    /// <summary>Gives the links from the output of a property that is both input and output.</summary>
    /// <typeparam name="TType">The ComfyUI type.</typeparam>
    /// <param name="both">The property's value.</param>
    /// <returns>The links, in the order of the consumers; a snapshot.</returns>
    /// <exception cref="ArgumentException">The node is not in this workflow.</exception>
    public IReadOnlyList<NodeLink> ConsumersOf<TType>(InOut<TType> both) => ConsumersOf(both.Output);

    /// <summary>
    /// Links all consumers of an output to another one. Inputs of the other output's own node keep their links, so that a new node can be put in between:
    /// link its input to <paramref name="from"/>, then rewire.
    /// </summary>
    /// <typeparam name="TType">The ComfyUI type.</typeparam>
    /// <param name="from">The output that loses its consumers.</param>
    /// <param name="to">The output that gets them.</param>
    /// <exception cref="ArgumentException">One of the nodes is not in this workflow.</exception>
    public void Rewire<TType>(Output<TType> from, Output<TType> to)
    {
        EnsureOwn(to.Node);
        foreach (NodeLink link in ConsumersOf(from).Where(link => link.Target != to.Node))
            link.Target.SetLink(link.Input, to.Node, to.Slot);
    }

    /// <summary>Links all consumers of the output of a property that is both input and output to another output, as the other overload does.</summary>
    /// <typeparam name="TType">The ComfyUI type.</typeparam>
    /// <param name="from">The property's value.</param>
    /// <param name="to">The output that gets them.</param>
    /// <exception cref="ArgumentException">One of the nodes is not in this workflow.</exception>
    public void Rewire<TType>(InOut<TType> from, Output<TType> to) => Rewire(from.Output, to);

    /// <summary>Links all consumers of an output of an open type to another one, as the other overload does. Only <see cref="Validate"/> compares the types.</summary>
    /// <param name="from">The output that loses its consumers.</param>
    /// <param name="to">The output that gets them.</param>
    /// <exception cref="ArgumentException">One of the nodes is not in this workflow.</exception>
    public void Rewire(WildcardOutput from, WildcardOutput to) => Rewire(from.As<object>(), to.As<object>());

    /// <summary>Finds the node of a class that is the fewest links upstream: the one that feeds a node directly or through others.</summary>
    /// <typeparam name="TNode">The class, or a base class.</typeparam>
    /// <param name="node">The node to start from; it is not looked at itself.</param>
    /// <returns>The node, at equal distance the one that comes first in the order of inputs; null when there is none.</returns>
    /// <exception cref="ArgumentException">The node is not in this workflow.</exception>
    public TNode? NearestUpstream<TNode>(ComfyNode node)
        where TNode : ComfyNode
    {
        EnsureOwn(node);
        var seen = new HashSet<ComfyNode> { node };
        var waiting = new Queue<ComfyNode>(seen);
        while (waiting.TryDequeue(out ComfyNode? next))
        {
            foreach (NodeLink link in next.Links())
            {
                if (!seen.Add(link.Source))
                    continue;
                if (link.Source is TNode found)
                    return found;
                waiting.Enqueue(link.Source);
            }
        }
        return null;
    }

    private string NewId()
    {
        if (_ids is null)
        {
            _ids = new NodeIds();
            foreach (NodeTemplate node in _template.Nodes)
            {
                _ids.Claim(node.Id);
                foreach (InputToken input in node.Inputs)
                    _ids.Claim(input.LinkedId ?? "");
            }
        }
        return _ids.Next();
    }

    private void EnsureOwn(ComfyNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Workflow != this)
            throw new ArgumentException($"{NodeNaming.Describe(node)} is not in this workflow object.", nameof(node));
    }
}
