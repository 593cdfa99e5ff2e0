using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing;

/// <summary>The files that a node shows have another name than on disk, such as <c>../../etc/passwd</c>. See <see cref="HostileContent.FileNames"/>.</summary>
/// <param name="FileName">The name that the server tells.</param>
public sealed record RenameOutputs(string FileName) : OutputFault
{
    /// <summary>Gets the subfolder that the server tells.</summary>
    /// <value>The default is <c>null</c>: the true one.</value>
    public string? Subfolder { get; init; }

    internal override JsonObject Apply(JsonObject output)
    {
        foreach (JsonArray items in output.Select(member => member.Value).OfType<JsonArray>())
        {
            foreach (JsonObject item in items.OfType<JsonObject>().Where(item => item["filename"]?.GetValueKind() == JsonValueKind.String))
            {
                item["filename"] = FileName;
                if (Subfolder is not null)
                    item["subfolder"] = Subfolder;
            }
        }

        return output;
    }
}
