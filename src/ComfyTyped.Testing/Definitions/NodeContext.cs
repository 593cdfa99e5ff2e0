using System.Text;
using System.Text.Json;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Protocol;

namespace ComfyTyped.Testing;

/// <summary>A node that is being executed: its inputs, and what it may do beside returning a result.</summary>
public sealed class NodeContext
{
    private readonly PromptNode _node;
    private readonly QueueItem _item;
    private readonly RunSettings _settings;
    private readonly Action<double, double, EncodedImage?> _report;

    internal NodeContext(
        PromptNode node, NodeInputs inputs, QueueItem item, RunSettings settings, Action<double, double, EncodedImage?> report)
    {
        _node = node;
        _item = item;
        _settings = settings;
        _report = report;
        Inputs = inputs;
    }

    /// <summary>The values of the inputs.</summary>
    public NodeInputs Inputs { get; }

    /// <summary>The node's id in the prompt.</summary>
    public string NodeId => _node.Id;

    /// <summary>The node's class.</summary>
    public string ClassType => _node.ClassType;

    /// <summary>The id of the prompt that runs.</summary>
    public string PromptId => _item.PromptId;

    /// <summary>The time a simulated step is meant to take: <see cref="ComfyServerOptions.StepDelay"/>.</summary>
    public TimeSpan StepDelay => _settings.StepDelay;

    /// <summary>The server's clock: <see cref="ComfyServerOptions.TimeProvider"/>.</summary>
    public TimeProvider TimeProvider => _settings.Time;

    /// <summary>The folder that uploads go to and LoadImage reads from.</summary>
    public string InputDirectory => _settings.Data.Folder(DataDirectory.Input)!;

    /// <summary>The folder that SaveImage writes to.</summary>
    public string OutputDirectory => _settings.Data.Folder(DataDirectory.Output)!;

    /// <summary>The folder that PreviewImage writes to.</summary>
    public string TempDirectory => _settings.Data.Folder(DataDirectory.Temp)!;

    /// <summary>The prompt in API format, as the hidden input <c>PROMPT</c> gives it to a Python node.</summary>
    public string PromptJson
    {
        get
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
                _item.Graph.WriteTo(writer);
            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
    }

    /// <summary>What the submitter sent along, such as <c>extra_pnginfo</c>. Secrets are not in it.</summary>
    public JsonElement ExtraData => _item.ExtraData;

    /// <summary>Reports progress, which the client gets as <c>progress_state</c> and <c>progress</c>.</summary>
    /// <param name="value">How much is done, 0 to <paramref name="max"/>.</param>
    /// <param name="max">How much there is to do.</param>
    /// <param name="preview">A picture of the work so far, sent as a JPEG of at most 512 pixels. Default: none.</param>
    /// <exception cref="OperationCanceledException">The prompt has been interrupted.</exception>
    public void Progress(double value, double max, Picture? preview = null) =>
        _report(value, max, preview is null ? null : new EncodedImage(PreviewEncoder.ToJpeg(preview), IsPng: false));

    /// <summary>Reports progress with a picture that is sent as it is, in full size and as PNG.</summary>
    internal void ProgressWithPng(double value, double max, Picture picture) =>
        _report(value, max, new EncodedImage(picture.ToPng(), IsPng: true));
}
