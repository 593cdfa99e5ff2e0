using System.Text.Json.Nodes;

namespace ComfyTyped.Testing;

/// <summary>A node shows something else.</summary>
/// <param name="Rewrite">Makes what is shown of what the node has shown, which it may change.</param>
public sealed record RewriteOutput(Func<JsonObject, JsonObject> Rewrite) : OutputFault
{
    internal override JsonObject Apply(JsonObject output) => Rewrite(output);
}
