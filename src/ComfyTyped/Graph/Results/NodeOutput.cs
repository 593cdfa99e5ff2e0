using System.Text.Json;
using ComfyTyped.Graph;
using ComfyTyped.Primitives;

namespace ComfyTyped;

/// <summary>What an output node made in a run.</summary>
public abstract class NodeOutput
{
    private readonly NodeOutputData _data;

    /// <summary>Makes an output.</summary>
    /// <param name="data">What the node reported.</param>
    protected NodeOutput(NodeOutputData data) => _data = data;

    /// <summary>Gets all files it made, of every kind and under every key, in the order of the report.</summary>
    public IReadOnlyList<OutputFile> Files => field ??= [.. OutputFileReader.ReadAll(_data), .. _data.Sent?.Files ?? []];

    /// <summary>
    /// Gets whether pictures are missing here. Nodes such as SaveImageWebsocket send theirs over the socket, and the server does not keep them: those that it sent while the socket
    /// was away, or to the process that a run was resumed from, are gone, and so are those
    /// beyond <see cref="ComfyClientOptions.MaxSocketImageBytes"/> in one run. Run the workflow again to get them; the server does not cache such
    /// nodes. Always false for nodes that save files.
    /// </summary>
    public bool IsIncomplete => _data.Sent is { IsIncomplete: true };

    /// <summary>Gets all texts it reported under <c>text</c>.</summary>
    public IReadOnlyList<string> Texts => field ??= ReadTexts(Json);

    /// <summary>Gets the whole report, with what custom nodes put there; null or undefined when the node reported nothing.</summary>
    /// <value>A bare NaN or Infinity of the server is a string here.</value>
    public JsonElement Json => _data.Json;

    /// <summary>Gets whether the node did not run because the server had kept its output: the files are those of an earlier run and may have been deleted since.</summary>
    public bool FromCache => _data.FromCache;

    /// <summary>Gets whether the node reported nothing.</summary>
    public bool IsEmpty => Json.IsNull() && _data.Sent is not { Files.Count: > 0 };

    /// <summary>Gives the files of one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The files, in the order of the report.</returns>
    protected IReadOnlyList<OutputFile> FilesOf(MediaKind kind) => [.. Files.Where(file => file.Kind == kind)];

    private static IReadOnlyList<string> ReadTexts(JsonElement json)
    {
        var texts = new List<string>();
        foreach (JsonElement item in json.Member("text").Items())
        {
            if (item.AsText() is { } text)
                texts.Add(text);
        }
        return texts;
    }
}
