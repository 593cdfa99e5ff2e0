using System.Globalization;
using System.Text.Json.Nodes;

namespace ComfyTyped.Tests.Settings;

/// <summary>Makes documents that a schema of settings allows, and some that it nearly allows.</summary>
internal sealed class SchemaSample(int seed)
{
    private readonly Random _random = new(seed);

    public JsonNode? Of(JsonNode schema)
    {
        if (schema["anyOf"] is JsonArray cases)
            return Of(cases[_random.Next(cases.Count)]!);
        if (schema["enum"] is JsonArray options)
            return options[_random.Next(options.Count)]!.DeepClone();
        if (schema["type"] is null)
            return Anything();
        string type = schema["type"] is JsonArray types ? types[_random.Next(types.Count)]!.GetValue<string>() : schema["type"]!.GetValue<string>();
        return type switch
        {
            "object" => Object(schema),
            "array" => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Of(schema["items"]!))]),
            "boolean" => _random.Next(2) == 0,
            "integer" => JsonNode.Parse(Integer(schema)),
            "number" => JsonNode.Parse(Number(schema)),
            _ => new string([.. Enumerable.Range(0, _random.Next(9)).Select(_ => (char)_random.Next(1, 0x500))]),
        };
    }

    private JsonObject Object(JsonNode schema)
    {
        var sample = new JsonObject(
            schema["properties"]!.AsObject().Where(_ => _random.Next(3) > 0).Select(property => KeyValuePair.Create(property.Key, Of(property.Value!))));

        // Members that the schema does not name, in place of those that the input holds and beside them.
        if (schema["additionalProperties"] is null)
        {
            foreach (string name in schema["default"]?.AsObject().Select(member => member.Key).Append("new").Where(_ => _random.Next(3) == 0) ?? [])
                sample.TryAdd(name, Anything());
        }
        return sample;
    }

    private JsonNode? Anything() => _random.Next(7) switch
    {
        0 => null,
        1 => _random.Next(),
        2 => _random.NextDouble(),
        3 => _random.Next(2) == 0,
        4 => new JsonArray("text", 1, null),
        5 => new JsonArray("looks like a link", _random.Next(2)),
        _ => "text",
    };

    private string Integer(JsonNode schema)
    {
        var min = Int128.Parse(schema["minimum"]!.ToJsonString(), CultureInfo.InvariantCulture);
        var max = Int128.Parse(schema["maximum"]!.ToJsonString(), CultureInfo.InvariantCulture);
        Int128 value = _random.Next(8) switch
        {
            0 => min,
            1 => max,
            _ => min + (_random.NextInt64() % (max - min + 1)),
        };
        return $"{value}{(_random.Next(3) == 0 ? ".0" : "")}";
    }

    // The bounds of a float are tokens such as 0.0; beyond one of them a few documents are invalid.
    private string Number(JsonNode schema)
    {
        double min = schema["minimum"]?.GetValue<double>() ?? -1e6;
        double max = schema["maximum"]?.GetValue<double>() ?? 1e6;
        double value = _random.Next(40) == 0 ? max + 1 : _random.Next(5) == 0 ? max : min + (_random.NextDouble() * (max - min));
        return value.ToString("R", CultureInfo.InvariantCulture);
    }
}
