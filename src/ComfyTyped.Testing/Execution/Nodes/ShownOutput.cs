using System.Text.Json;

namespace ComfyTyped.Testing.Execution;

/// <summary>What a node has shown to the user.</summary>
/// <param name="Ui">The output object.</param>
/// <param name="ProducedBy">The node that really ran: the cache is keyed by inputs, so it may be another one with equal inputs.</param>
internal sealed record ShownOutput(JsonElement Ui, string ProducedBy);
