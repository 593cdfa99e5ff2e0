using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped;

/// <summary>A node of a workflow. The compiler derives one class from it for each node class in use, with a property per input and output.</summary>
/// <remarks>A node belongs to one workflow object; neither is safe to change from two threads at once.</remarks>
public abstract partial class ComfyNode
{
    private readonly NodeSchema _schema;
    private readonly InputValue[] _values;
    private NodeTemplate? _template;
    private bool _isChanged = true;

    /// <summary>Makes a node of a class. For generated code.</summary>
    /// <param name="schema">The class.</param>
    protected ComfyNode(NodeSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _values = new InputValue[schema.Inputs.Length];
    }

    /// <summary>Gets the node's id in the prompt, such as <c>"3"</c> or <c>"57:8"</c>; empty until the node belongs to a workflow, and kept when it is removed.</summary>
    public string Id => _template?.Id ?? "";

    /// <summary>Gets the class of the node as the server knows it (ComfyUI's <c>class_type</c>).</summary>
    public string ClassType => _schema.ClassType;

    /// <summary>Gets the title that the author of the workflow gave it (ComfyUI's <c>_meta.title</c>), or null.</summary>
    public string? Title => _template?.Title;

    /// <summary>Gets the name of the property of the workflow class that holds it; the class type until it belongs to a workflow.</summary>
    public string PropertyName { get; private set; } = "";

    /// <summary>Gets the workflow it belongs to, or null.</summary>
    public ComfyWorkflow? Workflow { get; private set; }

    internal NodeSchema Schema => _schema;

    /// <summary>Gets the name of the property that holds the node, or its class type: what a message calls it.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => PropertyName.Length > 0 ? PropertyName : ClassType;

    /// <summary>Writes the node object: byte for byte that of the file as long as nothing was assigned.</summary>
    /// <param name="writer">The writer, where a value is expected.</param>
    /// <exception cref="InvalidOperationException">An input is linked to a node of another workflow object.</exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteTo(writer, null);
    }

    /// <summary>Reads an input. For generated code.</summary>
    /// <typeparam name="TInput">The typed input.</typeparam>
    /// <param name="index">Its index in the schema.</param>
    /// <returns>What the input holds.</returns>
    protected TInput Get<TInput>(int index)
        where TInput : struct, IComfyInput<TInput> => TInput.From(Resolved(_schema.PlaceOf(index)));

    /// <summary>Assigns an input. For generated code.</summary>
    /// <typeparam name="TInput">The typed input.</typeparam>
    /// <param name="index">Its index in the schema.</param>
    /// <param name="value">What the input shall hold; <see langword="default"/> leaves the input out of the prompt.</param>
    protected void Set<TInput>(int index, TInput value)
        where TInput : struct, IComfyInput<TInput>
    {
        Store(_schema.PlaceOf(index), value.Value);
    }

    /// <summary>Reads a property that is an input and the output of the same name and type. For generated code.</summary>
    /// <typeparam name="TType">The ComfyUI type.</typeparam>
    /// <param name="index">The input's index in the schema.</param>
    /// <param name="slot">The output's slot.</param>
    /// <returns>Both.</returns>
    protected InOut<TType> GetInOut<TType>(int index, int slot) => new(new Output<TType>(this, slot), Resolved(_schema.PlaceOf(index)));

    /// <summary>Reads a group of inputs that grows. For generated code.</summary>
    /// <typeparam name="TInput">The typed input of each member.</typeparam>
    /// <param name="index">Its index in the schema.</param>
    /// <returns>A view on this node.</returns>
    protected InputList<TInput> GetList<TInput>(int index)
        where TInput : struct, IComfyInput<TInput> => new(GetScope(index), _schema.Declared[index].Growth!);

    /// <summary>Reads a dynamic combo. For generated code.</summary>
    /// <param name="index">Its index in the schema.</param>
    /// <returns>Its place in this node.</returns>
    protected InputScope GetScope(int index) => new(this, _schema.Declared[index].Name);

    /// <summary>Assigns a dynamic combo. For generated code.</summary>
    /// <param name="index">Its index in the schema.</param>
    /// <param name="value">The case that it selects, with its inputs; those of other cases are left out of the prompt.</param>
    protected void SetScope(int index, DynamicInput value) => GetScope(index).Replace(value);

    internal void Attach(ComfyWorkflow workflow, NodeTemplate template, string propertyName)
    {
        Workflow = workflow;
        PropertyName = propertyName;
        _template = template;
        int[] indices = template.IndicesIn(_schema);
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] >= 0)
                _values[indices[i]] = InputValue.FromToken(template.Inputs[i]);
        }
        _isChanged = false;
    }

    private void Store(int index, InputValue value)
    {
        // A seed that counts on begins with what the input holds.
        if (value.IsIncrementSeed)
            value = InputValue.IncrementSeed((ulong)Int128.Clamp(_values[index].AsInteger() ?? _schema.Inputs[index].DrawSeed(), ulong.MinValue, ulong.MaxValue));
        _values[index] = value;
        _isChanged = true;
    }

    internal JsonEncodedText EncodedId => _template!.EncodedId;

    internal void WriteTo(Utf8JsonWriter writer, PromptNotes? notes)
    {
        if (_template is null || Workflow is null)
            throw new InvalidOperationException($"The {ClassType} node is in no workflow, so its links have no ids to be written with.");
        if (_isChanged)
            WriteChanged(writer, _template, notes);
        else
            writer.WriteRawValue(_template.Utf8, skipInputValidation: true);
        if (notes is not null && _schema.SeedIndex >= 0 && _values[_schema.SeedIndex] is { IsIncrementSeed: false } held && held.AsInteger() is { } seed && seed >= 0)
            notes.Seeds.Add(new UsedSeed(Id, _schema.Inputs[_schema.SeedIndex].Name, (ulong)seed));
    }

    private void WriteChanged(Utf8JsonWriter writer, NodeTemplate template, PromptNotes? notes)
    {
        writer.WriteStartObject();
        foreach (NodeMember member in template.Members)
        {
            writer.WritePropertyName(member.EncodedName);
            if (member.IsInputs)
                WriteInputs(writer, template, notes);
            else
                writer.WriteRawValue(member.Utf8, skipInputValidation: true);
        }
        writer.WriteEndObject();
    }

    private void WriteInputs(Utf8JsonWriter writer, NodeTemplate template, PromptNotes? notes)
    {
        // The order of the file first, then what was assigned beyond it.
        int[] indices = template.IndicesIn(_schema);
        writer.WriteStartObject();
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] >= 0)
                WriteInput(writer, indices[i], notes);
            else
                WriteUnknownInput(writer, template.Inputs[i]);
        }
        for (int index = 0; index < _values.Length; index++)
        {
            if (Array.IndexOf(indices, index) < 0)
                WriteInput(writer, index, notes);
        }
        writer.WriteEndObject();
    }

    private static void WriteUnknownInput(Utf8JsonWriter writer, InputToken token)
    {
        writer.WritePropertyName(token.EncodedName);
        writer.WriteRawValue(token.Utf8, skipInputValidation: true);
    }

    private void WriteInput(Utf8JsonWriter writer, int index, PromptNotes? notes)
    {
        InputValue value = _values[index];
        if (!value.IsSet)
            return;
        InputSchema input = _schema.Inputs[index];
        writer.WritePropertyName(input.EncodedName);
        if (value.LinkedNode is { } source)
        {
            WriteLink(writer, input, source, value.LinkedSlot);
        }
        else if (value.IsRandomSeed && notes is { IsIdentity: true })
        {
            writer.WriteStringValue(value.ToString());
        }
        else if (value.IsRandomSeed)
        {
            ulong seed = input.DrawSeed();
            writer.WriteNumberValue(seed);
            notes?.Seeds.Add(new UsedSeed(Id, input.Name, seed));
        }
        else if (value.File is { } file && notes is not null)
        {
            writer.WriteStringValue(notes.Note(file, this, input));
        }
        else if (value.IsIncrementSeed)
        {
            WriteNextSeed(writer, index, notes);
        }
        else
        {
            value.Write(writer);
        }
    }

    /// <summary>Writes the seed after the last one. Only a prompt that is sent uses it up.</summary>
    private void WriteNextSeed(Utf8JsonWriter writer, int index, PromptNotes? notes)
    {
        InputSchema input = _schema.Inputs[index];
        ulong seed = input.NextSeed((ulong)_values[index].AsInteger()!.Value);
        writer.WriteNumberValue(seed);
        if (notes is null or { IsIdentity: true })
            return;
        notes.Seeds.Add(new UsedSeed(Id, input.Name, seed));
        _values[index] = InputValue.IncrementSeed(seed);
    }

    private void WriteLink(Utf8JsonWriter writer, InputSchema input, ComfyNode source, int slot)
    {
        if (source.Workflow != Workflow)
        {
            throw new InvalidOperationException(
                $"{this}.{input.Property} is linked to {source}, which {(source.Workflow is null ? "is in no workflow" : "belongs to another workflow object")}. "
                + "Link it to a node of its own workflow.");
        }
        writer.WriteStartArray();
        writer.WriteStringValue(source.EncodedId);
        writer.WriteNumberValue(slot);
        writer.WriteEndArray();
    }

    /// <summary>An input's value, with a link of the file turned into the node that it means.</summary>
    private InputValue Resolved(int index)
    {
        InputValue value = _values[index];
        return value.Token is { LinkedId: { } id, LinkedSlot: not LinkValue.NoSlot } token && Workflow?.FindNode(id) is { } source
            ? InputValue.FromLink(source, token.LinkedSlot)
            : value;
    }
}
