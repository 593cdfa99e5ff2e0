using System.Buffers;
using System.Text;
using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>A workflow: nodes, their inputs and links. The compiler derives one class from it for each workflow file.</summary>
/// <remarks>Each object is a copy of its own: what you assign changes neither the file nor another object. It is not safe to change it from two threads at once.</remarks>
public abstract partial class ComfyWorkflow
{
    private readonly WorkflowTemplate _template;

    // Replaced, never changed: events of a run look for their nodes while the caller edits the workflow for the next one.
    private ComfyNode[] _nodes;
    private NodeIds? _ids;

    /// <summary>Makes a workflow from its file. For generated code, which derives from <see cref="ComfyWorkflow{TResult}"/>.</summary>
    /// <param name="template">The prompt of the file.</param>
    protected ComfyWorkflow(WorkflowTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        _template = template;
        _nodes = new ComfyNode[template.Nodes.Length];
    }

    /// <summary>What messages, logs and traces call it.</summary>
    internal virtual string DisplayName => GetType().Name;

    /// <summary>What to do, in messages, when a node's class is not known.</summary>
    internal virtual string AdviceForUnknownClass => "Add a catalog that has the class to the project (object_info.json)";

    /// <summary>Gets all nodes: those of the file in its order, then those that were added. A snapshot: it can be enumerated while nodes are added and removed.</summary>
    public IReadOnlyList<ComfyNode> Nodes => _nodes;

    /// <summary>Gets or sets what a batch calls it; null when nobody has given it a name.</summary>
    internal string? BatchLabel { get; set; }

    /// <summary>Finds a node by its id in the prompt.</summary>
    /// <param name="id">The id, compared verbatim.</param>
    /// <returns>The node, or null.</returns>
    public ComfyNode? FindNode(string id)
    {
        foreach (ComfyNode node in _nodes)
        {
            if (node.Id == id)
                return node;
        }
        return null;
    }

    /// <param name="jsonId">The id as it stands in JSON.</param>
    internal ComfyNode? FindNode(ReadOnlySpan<byte> jsonId)
    {
        foreach (ComfyNode node in _nodes)
        {
            if (jsonId.SequenceEqual(node.EncodedId.EncodedUtf8Bytes))
                return node;
        }
        return null;
    }

    /// <summary>Writes the prompt object (ComfyUI's API format), as <c>POST /prompt</c> takes it. Each <see cref="Seed.Random"/> is drawn anew.</summary>
    /// <param name="writer">The writer, where a value is expected. Nothing is flushed.</param>
    /// <exception cref="InvalidOperationException">An input is linked to a node of another workflow object.</exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteTo(writer, null);
    }

    /// <summary>Gives the prompt object as text.</summary>
    /// <returns>The JSON.</returns>
    /// <exception cref="InvalidOperationException">An input is linked to a node of another workflow object.</exception>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteTo(writer, null);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Places a node. For generated code.</summary>
    /// <typeparam name="TNode">Its class.</typeparam>
    /// <param name="node">The node.</param>
    /// <param name="index">Its place in the file.</param>
    /// <param name="propertyName">The property that holds it.</param>
    /// <returns>The node.</returns>
    protected TNode Attach<TNode>(TNode node, int index, string propertyName)
        where TNode : ComfyNode
    {
        ArgumentNullException.ThrowIfNull(node);
        node.Attach(this, _template.Nodes[index], propertyName);
        _nodes[index] = node;
        return node;
    }

    internal PromptNotes WritePrompt(Utf8JsonWriter writer)
    {
        var notes = new PromptNotes();
        WriteTo(writer, notes);
        return notes;
    }

    /// <summary>Writes what makes it the workflow that it is: seeds are not drawn, and the place of a file is marked.</summary>
    /// <returns>The files.</returns>
    internal PromptNotes WriteIdentity(Utf8JsonWriter writer)
    {
        var notes = new PromptNotes { IsIdentity = true };
        WriteTo(writer, notes);
        return notes;
    }

    internal string? PropertyPath(string nodeId, string? inputName)
    {
        if (FindNode(nodeId) is not { } node)
            return null;
        int index = inputName is null ? -1 : node.Schema.IndexOf(inputName);
        return index < 0 ? node.ToString() : $"{node}.{node.Schema.Inputs[index].Property}";
    }

    private void WriteTo(Utf8JsonWriter writer, PromptNotes? notes)
    {
        writer.WriteStartObject();
        foreach (ComfyNode node in _nodes)
        {
            writer.WritePropertyName(node.EncodedId);
            node.WriteTo(writer, notes);
        }
        writer.WriteEndObject();
    }
}
