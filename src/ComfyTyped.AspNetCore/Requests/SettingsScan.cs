using System.Text.Json;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.AspNetCore.Setup;
using ComfyTyped.Primitives;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>
/// Goes through the JSON of a request once, before anything is made of it: refuses more than a workflow can need, and takes the files out. The work grows with the
/// bytes that were sent and with nothing else.
/// </summary>
/// <param name="json">The JSON. Its files are decoded in place, and stay there until they are sent.</param>
/// <param name="access">What the request may set.</param>
/// <param name="maxSize">How many bytes it may have without the files.</param>
/// <param name="body">Takes the files, and what is wrong with them.</param>
internal sealed class SettingsScan(ArraySegment<byte> json, InputAccess access, int maxSize, RequestBody body)
{
    private const int MaxNameLength = 200;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private readonly Stack<HashSet<string>> _objects = new();
    private readonly List<Range> _files = [];
    private int _fileBytes;
    private int _names;
    private string? _node;
    private string? _input;

    /// <summary>Gives the settings without the files.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="ProblemException">It is too much, or names something twice.</exception>
    public JsonElement Read(CancellationToken cancellationToken)
    {
        if (json.AsSpan().StartsWith(Utf8Mark))
            json = json[Utf8Mark.Length..];
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Accept(ref reader);
            if (reader.BytesConsumed - _fileBytes > maxSize)
                throw new ProblemException(Problem.TooLongSettings(maxSize));
        }
        using var settings = JsonDocument.Parse(WithoutFiles());
        return settings.RootElement.Clone();
    }

    private void Accept(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _objects.Push(new HashSet<string>(StringComparer.OrdinalIgnoreCase));
                break;
            case JsonTokenType.EndObject:
                _objects.Pop();
                break;
            case JsonTokenType.PropertyName:
                AcceptName(ref reader);
                break;
            case JsonTokenType.String when reader.CurrentDepth == 2 && access.FindUpload(_node, _input) is { } upload:
                AcceptFile(upload, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                break;
        }
    }

    private void AcceptName(ref Utf8JsonReader reader)
    {
        if (++_names > access.MaxNames)
            throw new ProblemException(Problem.TooManyNames(access.MaxNames));
        if (reader.ValueSpan.Length > MaxNameLength)
            throw new ProblemException(Problem.TooLongName(MaxNameLength));
        string name = reader.ReadText() ?? "";
        if (!_objects.Peek().Add(name))
            throw new ProblemException(Problem.NamedTwice(name));
        if (reader.CurrentDepth == 1)
            (_node, _input) = (name, null);
        else if (reader.CurrentDepth == 2)
            _input = name;
    }

    private void AcceptFile(UploadInput input, int start, int length)
    {
        Span<byte> text = json.AsSpan(start, length);
        bool isFile = DataUrl.Begins(text);
        if (!isFile && access.AllowsServerFiles)
            return;
        if (isFile && DataUrl.Decode(text) is { } file)
        {
            (int offset, int count) = file.Content.GetOffsetAndLength(length);
            body.Uploads.Add(new Upload(input, new MemoryStream(json.Array!, json.Offset + start + offset, count, writable: false), file.Extension));
        }
        else
        {
            body.Errors.Add(
                input.Path,
                "It takes a picture, sound or video that can be loaded, as a part of a form or as a data URL in base64: data:image/png;base64,...");
        }
        _files.Add(start..(start + length));
        _fileBytes += length;
    }

    /// <summary>The JSON with an empty text in the place of each file.</summary>
    private byte[] WithoutFiles()
    {
        var rest = new byte[json.Count - _fileBytes];
        int from = 0;
        int to = 0;
        foreach (Range file in _files)
        {
            int length = file.Start.Value - from;
            json.AsSpan(from, length).CopyTo(rest.AsSpan(to));
            (from, to) = (file.End.Value, to + length);
        }
        json.AsSpan(from).CopyTo(rest.AsSpan(to));
        return rest;
    }
}
