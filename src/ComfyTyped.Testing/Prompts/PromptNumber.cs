using System.Text.Json;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Prompts;

/// <summary>A prompt's place in the queue; lower runs first.</summary>
/// <param name="Value">The number.</param>
/// <param name="IsGiven">Whether the client gave it. Python has made a float of it then, and writes <c>5.0</c>; the server's own are integers.</param>
internal readonly record struct PromptNumber(double Value, bool IsGiven)
{
    public JsonElement ToJson()
    {
        using var document = JsonDocument.Parse(IsGiven ? PythonText.Repr(Value) : ((long)Value).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return document.RootElement.Clone();
    }
}
