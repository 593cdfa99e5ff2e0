using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ComfyTyped.AspNetCore.Tests;

/// <summary>A server-sent event.</summary>
internal sealed record SentEvent(string Name, string? Id, JsonElement Data)
{
    public static async IAsyncEnumerable<SentEvent> ReadAllAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var lines = new Dictionary<string, string>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                int colon = line.IndexOf(": ", StringComparison.Ordinal);
                lines[line[..colon]] = line[(colon + 2)..];
            }
            else if (lines.Remove("data", out string? data))
            {
                using var json = JsonDocument.Parse(data);
                yield return new SentEvent(lines["event"], lines.GetValueOrDefault("id"), json.RootElement.Clone());
                lines.Clear();
            }
        }
    }
}
