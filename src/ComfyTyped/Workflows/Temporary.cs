#pragma warning disable CS1591
namespace ComfyTyped;
public abstract class ComfyResult { protected ComfyResult(RunOutputs outputs) { } public ulong SeedOf(ComfyNode node) => 0; }
public sealed class RunOutputs { public TOutput Get<TOutput>(OutputNode<TOutput> node) where TOutput : NodeOutput, INodeOutput<TOutput> => throw new NotSupportedException(); }
public abstract class NodeOutput;
public interface INodeOutput<TSelf>;
public sealed class ImageOutput : NodeOutput, INodeOutput<ImageOutput>;
public sealed class AnyOutput : NodeOutput, INodeOutput<AnyOutput>;
public sealed class VideoOutput : NodeOutput, INodeOutput<VideoOutput>;
public sealed class AudioOutput : NodeOutput, INodeOutput<AudioOutput>;
public sealed class TextOutput : NodeOutput, INodeOutput<TextOutput>;
