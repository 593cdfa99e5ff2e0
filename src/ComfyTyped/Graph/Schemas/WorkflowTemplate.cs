using System.ComponentModel;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.CompilerServices;

/// <summary>
/// The prompt of a workflow file, as a generated class carries it. It is read once per process: an untouched node is written
/// by copying its bytes, which keeps every number token for token and costs next to nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkflowTemplate
{
    internal const int MaxDepth = 1024;

    private readonly byte[] _prompt;
    private readonly HashSet<(string NodeId, string Input)> _badLinks;

    /// <summary>Reads a prompt.</summary>
    /// <param name="prompt">The prompt object as UTF-8 JSON.</param>
    /// <exception cref="JsonException">It is no JSON object of nodes.</exception>
    public WorkflowTemplate(ReadOnlySpan<byte> prompt)
        : this(prompt, [])
    {
    }

    /// <param name="prompt">The prompt object as UTF-8 JSON.</param>
    /// <param name="badLinks">The inputs whose arrays were wrapped, because a server takes them for links.</param>
    internal WorkflowTemplate(ReadOnlySpan<byte> prompt, HashSet<(string NodeId, string Input)> badLinks)
    {
        _prompt = prompt.ToArray();
        _badLinks = badLinks;
        Nodes = ReadNodes();
    }

    internal NodeTemplate[] Nodes { get; }

    private NodeTemplate[] ReadNodes()
    {
        var nodes = new List<NodeTemplate>();
        var reader = new Utf8JsonReader(_prompt, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string id = reader.ReadText()!;
            reader.Read();
            nodes.Add(ReadNode(ref reader, id));
        }
        return [.. nodes];
    }

    private NodeTemplate ReadNode(ref Utf8JsonReader reader, string id)
    {
        int start = (int)reader.TokenStartIndex;
        string? title = null;
        var members = new List<NodeMember>(4);
        InputToken[] inputs = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.ReadText()!;
            reader.Read();
            int from = (int)reader.TokenStartIndex;
            if (name == "inputs" && reader.TokenType == JsonTokenType.StartObject)
                inputs = ReadInputs(ref reader, id);
            else if (name == "_meta" && reader.TokenType == JsonTokenType.StartObject)
                title = ReadTitle(ref reader);
            else
                reader.Skip();
            members.Add(new NodeMember(name, _prompt.AsMemory(from, (int)reader.BytesConsumed - from)));
        }
        return new NodeTemplate(id, _prompt.AsMemory(start, (int)reader.BytesConsumed - start), title, [.. members], inputs);
    }

    private InputToken[] ReadInputs(ref Utf8JsonReader reader, string id)
    {
        var inputs = new List<InputToken>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.ReadText()!;
            reader.Read();
            int from = (int)reader.TokenStartIndex;
            reader.Skip();
            inputs.Add(InputToken.Read(name, _prompt.AsMemory(from, (int)reader.BytesConsumed - from), _badLinks.Contains((id, name))));
        }
        return [.. inputs];
    }

    private static string? ReadTitle(ref Utf8JsonReader reader)
    {
        string? title = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isTitle = reader.TextEquals("title"u8);
            reader.Read();
            if (isTitle && reader.TokenType == JsonTokenType.String)
                title = reader.ReadText();
            reader.Skip();
        }
        return title;
    }
}
