using System.Collections.Immutable;
using System.Globalization;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Workflows;

/// <summary>
/// Finds the prompts of a file, however they are wrapped: as a request body, as the editor's export of both formats, as the text chunks
/// of a picture, as a service's settings. A prompt is an object of which some value is an object with a <c>class_type</c>.
/// </summary>
internal sealed class PromptFinder
{
    /// <summary>No wrapper seen in public files is deeper than 5.</summary>
    private const int MaxDepth = 8;

    private readonly ImmutableArray<FoundPrompt>.Builder _found = ImmutableArray.CreateBuilder<FoundPrompt>();
    private readonly CancellationToken _cancellationToken;

    private PromptFinder(CancellationToken cancellationToken) => _cancellationToken = cancellationToken;

    public static ImmutableArray<FoundPrompt> Find(JsonNode root, CancellationToken cancellationToken)
    {
        var finder = new PromptFinder(cancellationToken);
        finder.Search(root, "", 0);
        return finder._found.ToImmutable();
    }

    private void Search(JsonNode node, string path, int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        switch (node)
        {
            case JsonObject prompt when IsPrompt(prompt):
                _found.Add(new FoundPrompt(prompt, path.Length == 0 ? "." : path));
                break;
            case JsonObject wrapper when depth < MaxDepth:
                foreach (JsonMember member in wrapper.Members)
                    Search(member.Value, $"{path}.{member.Name}", depth + 1);
                break;
            case JsonArray array when depth < MaxDepth:
                for (int i = 0; i < array.Items.Length; i++)
                    Search(array.Items[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", depth + 1);
                break;
            case JsonString text when depth < MaxDepth && MayHoldPrompt(text):
                if (JsonReader.Read(JsonSource.Of(text), _cancellationToken).Root is { } inner)
                    Search(inner, path, depth + 1);
                break;
        }
    }

    private static bool IsPrompt(JsonObject candidate)
    {
        foreach (JsonMember member in candidate.Members)
        {
            if (member.Value is JsonObject node && node.Find("class_type") is not null)
                return true;
        }

        return false;
    }

    private static bool MayHoldPrompt(JsonString text) =>
        text.Token.Span.Slice(1).TrimStart().StartsWith("{".AsSpan(), StringComparison.Ordinal)
        && text.Token.Span.IndexOf("class_type".AsSpan(), StringComparison.Ordinal) >= 0;
}

/// <summary>A prompt and its place among its wrappers.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Path">Its path from the root, such as <c>.input.workflow</c>.</param>
internal sealed record FoundPrompt(JsonObject Prompt, string Path);
