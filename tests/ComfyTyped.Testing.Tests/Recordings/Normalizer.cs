using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>Takes out of a JSON answer what differs from run to run: ids, times, counters, prose, stack traces.</summary>
internal sealed partial class Normalizer
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Gives an id a name under which it can be compared.</summary>
    public void Name(string id, string name) => _ids[id] = name;

    public JsonNode? Normalize(JsonNode? node) => node switch
    {
        JsonObject members => Object(members),
        JsonArray items => Array(items),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Text(text)),
        _ => node?.DeepClone(),
    };

    private JsonArray Array(JsonArray items)
    {
        // A queue item: its number depends on how much the server has done before; its sign does not.
        if (items.Count == 5 && items[2] is JsonObject && items[3] is JsonObject)
            return [(double)items[0]! < 0, .. items.Skip(1).Select(Normalize)];
        JsonNode?[] normalized = [.. items.Select(Normalize)];
        // An input without options is declared with or without an empty object for them.
        return normalized is [_, JsonObject { Count: 0 }] ? [normalized[0]] : new JsonArray([.. Order(normalized)]);
    }

    private JsonObject Object(JsonObject members)
    {
        var result = new JsonObject();
        foreach ((string name, JsonNode? value) in members.OrderBy(member => Text(member.Key), StringComparer.Ordinal))
        {
            result[Text(name)] = name switch
            {
                "timestamp" or "create_time" or "execution_start_time" or "execution_end_time" or "traceback" or "number" or "priority" => name,
                // The outputs are checked in the order of a Python set, which is chance; those that are checked after an error was found are named as well.
                "dependent_outputs" => Normalize(value!.AsArray().FirstOrDefault()),
                // A tensor's digits are torch's own.
                "current_inputs" => new JsonArray([.. value!.AsObject().Select(input => (JsonNode?)input.Key)]),
                "tooltip" or "output_tooltips" or "description" => null,
                _ => Normalize(value),
            };
        }

        foreach (string prose in (string[])["tooltip", "output_tooltips", "description"])
            result.Remove(prose);
        return result;
    }

    /// <summary>Lists that come out of Python's sets (errors, ids) have no order; here every list of equals gets one.</summary>
    private static IEnumerable<JsonNode?> Order(IEnumerable<JsonNode?> items)
    {
        JsonNode?[] list = [.. items];
        return list.All(item => item is JsonObject or JsonValue) && list.All(item => item is not JsonValue value || value.TryGetValue(out string? _))
            ? list.OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal)
            : list;
    }

    private string Text(string text)
    {
        if (_ids.TryGetValue(text, out string? name))
            return name;
        text = Counter().Replace(text, "_N_.png");
        return PreviewPrefix().Replace(text, "ComfyUI_temp_x_");
    }

    [GeneratedRegex(@"_\d{5}_\.png$")]
    private static partial Regex Counter();

    [GeneratedRegex(@"^ComfyUI_temp_[^_]{5}_")]
    private static partial Regex PreviewPrefix();
}
