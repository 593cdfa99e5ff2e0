namespace ComfyTyped.Core.Json;

/// <summary>What became of reading a text: a value, or the error that stopped the reader.</summary>
/// <param name="Root">The value; null when there is an error.</param>
/// <param name="Error">The error; null when there is a value.</param>
internal readonly record struct JsonReading(JsonNode? Root, JsonError? Error);
