using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>The name of a file on the server (a model, or a picture, sound or video), or a link to an output.</summary>
public readonly struct FileInput : IComfyInput<FileInput>
{
    private readonly InputValue _value;

    private FileInput(InputValue value) => _value = value;

    /// <summary>Gets whether the prompt has the input at all.</summary>
    public bool IsSet => _value.IsSet;

    /// <summary>Gets whether it is linked to an output instead of holding a value.</summary>
    public bool IsLink => _value.IsLink;

    /// <summary>Gets the file name, or null when it is a link or unset. Of a <see cref="LocalFile"/> it is the local one.</summary>
    public string? Value => _value.AsString();

    InputValue IComfyInput<FileInput>.Value => _value;

    /// <summary>Assigns a file name as the server lists it, such as <c>sd_xl_base_1.0.safetensors</c> or <c>sub/photo.png</c>. Null throws <see cref="ArgumentNullException"/>: the server would turn it into the text "None".</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FileInput(string value) => new(InputValue.FromString(value));

    /// <summary>
    /// Assigns a file that a run made. On the server that has it nothing is downloaded or uploaded; a run on another server streams it there first, once.
    /// </summary>
    /// <param name="value">The file.</param>
    public static implicit operator FileInput(OutputFile value) => new(InputValue.FromFile(value));

    /// <summary>Assigns a file of this program. The run uploads it, unless its server has it already.</summary>
    /// <param name="value">The file.</param>
    public static implicit operator FileInput(LocalFile value) => new(InputValue.FromFile(value));

    /// <summary>Assigns a file that was uploaded.</summary>
    /// <param name="value">The file.</param>
    public static implicit operator FileInput(UploadedFile value) => new(InputValue.FromString(value.ToInputName()));

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator FileInput(Output<Types.Combo> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator FileInput(Output<Types.String> output) => new(InputValue.FromLink(output.Node, output.Slot));

    /// <summary>Links the input to an output of an open type.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator FileInput(WildcardOutput output) => new(InputValue.FromLink(output.Node, output.Slot));

    internal static FileInput Of(InputValue value) => new(value);

    static FileInput IComfyInput<FileInput>.From(InputValue value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
