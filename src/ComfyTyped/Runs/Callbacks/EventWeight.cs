#if NET9_0_OR_GREATER
using System.Runtime.InteropServices;
#endif
using System.Text.Json;

namespace ComfyTyped.Runs;

/// <summary>Estimates how many bytes an event keeps in memory. What grows with the message that it came from is counted; everything else is a flat rate.</summary>
internal static class EventWeight
{
    /// <summary>The event, its place in the buffer, and members of a fixed size.</summary>
    private const int Base = 256;
    private const int PerItem = 64;

    public static long Of(ComfyEvent item) => Base + item switch
    {
        PreviewFrame preview => preview.Image.Length,
        UnknownFrame frame => frame.Data.Length,
        TextFrame frame => Of(frame.Text),
        ExecutedEvent executed => Of(executed.Data.Json),
        ExecutionErrorEvent error => Of(error.ExceptionMessage) + Of(error.Traceback) + Of(error.Executed) + Of(error.CurrentInputs) + Of(error.CurrentOutputs),
        ExecutionCachedEvent cached => Of(cached.NodeIds),
        ExecutionInterruptedEvent interrupted => Of(interrupted.Executed),
        ProgressStateEvent state => state.Nodes.Count * 2L * PerItem,
        UnknownEvent unknown => Of(unknown.Type) + Of(unknown.Data),
        LogsEvent logs => logs.Entries.Sum(entry => PerItem + Of(entry.Time) + Of(entry.Message)),
        NotificationEvent notification => Of(notification.Value) + Of(notification.Id),
        FeatureFlagsEvent flags => Of(flags.Flags),
        _ => 0,
    };

    private static long Of(string? text) => sizeof(char) * (text?.Length ?? 0L);

    private static long Of(IReadOnlyList<string> texts)
    {
        long bytes = 0;
        foreach (string text in texts)
            bytes += PerItem + Of(text);
        return bytes;
    }

    private static long Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Undefined)
            return 0;
#if NET9_0_OR_GREATER
        return JsonMarshal.GetRawUtf8Value(json).Length;
#else
        return json.GetRawText().Length;
#endif
    }
}
