namespace ComfyTyped.AspNetCore.Runs;

/// <summary>What a run made.</summary>
/// <param name="PromptId">Its id on the server.</param>
/// <param name="Seeds">The seeds that were used, by node.</param>
/// <param name="Outputs">What each node made.</param>
internal sealed record RunResult(string PromptId, IReadOnlyList<(string Node, ulong Seed)> Seeds, IReadOnlyList<NodeResult> Outputs)
{
    /// <summary>
    /// The picture for whoever wants one: of those that the workflow saved, or of its previews if it saved none, the first in the order of the workflow's nodes that
    /// has the type that is asked for; without one, the first that browsers show.
    /// </summary>
    /// <param name="mediaType">The type; null for any.</param>
    /// <returns>The picture, or null when it made none.</returns>
    public LinkedFile? FindPicture(string? mediaType)
    {
        LinkedFile[] pictures = [.. Outputs.SelectMany(output => output.Files).Where(file => file.File.Kind == MediaKind.Image)];
        return pictures.OrderByDescending(file => file.IsSaved).ThenByDescending(file => file.MediaType == mediaType).ThenByDescending(file => MediaTypes.IsShown(file.MediaType)).FirstOrDefault();
    }
}

/// <summary>What a node made.</summary>
/// <param name="Node">The node.</param>
/// <param name="Files">Its files.</param>
/// <param name="Texts">Its texts.</param>
internal sealed record NodeResult(string Node, IReadOnlyList<LinkedFile> Files, IReadOnlyList<string> Texts)
{
    public long HeldBytes => Texts.Sum(text => (long)text.Length * sizeof(char));
}
