using System.Text.Json;

namespace ComfyTyped.Testing.Definitions;

/// <summary>The files that the server claims to have: model files from the options, pictures from its input folder.</summary>
/// <remarks>A class that lists files is declared with an empty list; here the list is filled in. Where the options name no
/// files for a folder, every name is accepted, so that a workflow runs whatever its checkpoint is called.</remarks>
internal sealed class ServerFiles(IReadOnlyDictionary<string, IReadOnlyList<string>> models, DataDirectory data)
{
    public IReadOnlyList<string> In(string folder) => models.TryGetValue(folder, out IReadOnlyList<string>? files) ? files : [];

    /// <summary>The input as this server states it, with the files that it has.</summary>
    public InputSpec Resolve(string classType, InputSpec spec)
    {
        // A list that the frontend fetches by itself is not declared.
        if (!spec.IsChoice || spec.DeclaredChoices().Count > 0 || spec.Option("remote") is not null)
            return spec;
        IReadOnlyList<string> files = spec.Option("image_upload") is { ValueKind: JsonValueKind.True }
            ? data.FileNames(DataDirectory.Input)
            : In(ModelFolders.Of(classType, spec.Name) ?? "");
        return files.Count > 0 ? spec.WithChoices(files) : spec;
    }
}
