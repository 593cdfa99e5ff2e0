using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using ComfyTyped.Benchmarks.Workflows;

namespace ComfyTyped.Benchmarks;

/// <summary>Setting a few values of a 40-node prompt and writing it, beside what users do today.</summary>
[MemoryDiagnoser]
public class PromptBenchmarks
{
    private readonly FortyNodes _workflow = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly JsonNode _json = JsonNode.Parse(Resources.FortyNodes)!;
    private Utf8JsonWriter _writer = null!;
    private uint _seed;

    /// <summary>Makes the writer that all runs share.</summary>
    [GlobalSetup]
    public void Setup() => _writer = new Utf8JsonWriter(_buffer);

    /// <summary>The usual way: edit the DOM, write it.</summary>
    [Benchmark(Baseline = true)]
    public int SetAndWriteJsonNode()
    {
        _json["9"]!["inputs"]!["seed"] = _seed++;
        _json["9"]!["inputs"]!["steps"] = 30;
        _json["6"]!["inputs"]!["text"] = "a futuristic city at night";
        Reset();
        _json.WriteTo(_writer);
        _writer.Flush();
        return _buffer.WrittenCount;
    }

    /// <summary>The typed way: assign properties, write.</summary>
    [Benchmark]
    public int Typed()
    {
        _workflow.Pass1.Seed = _seed++;
        _workflow.Pass1.Steps = 30;
        _workflow.PositivePrompt.Text = "a futuristic city at night";
        return Write();
    }

    /// <summary>Every input of every node assigned, so that nothing is copied from the file.</summary>
    [Benchmark]
    public int TypedAllSamplersChanged()
    {
        foreach (ComfyNode node in _workflow.Nodes)
        {
            if (node is KSampler sampler)
                sampler.Seed = _seed++;
        }
        return Write();
    }

    private int Write()
    {
        Reset();
        _workflow.WriteTo(_writer);
        _writer.Flush();
        return _buffer.WrittenCount;
    }

    private void Reset()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }
}
