using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Server;

/// <summary>The two changes that queue and history know: <c>{"delete":[id...]}</c> and <c>{"clear":true}</c>.</summary>
internal static class IdList
{
    public static Task DeleteAsync(ServerApi api, string route, IEnumerable<string> promptIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promptIds);
        string[] ids = [.. promptIds];
        return ids.Length == 0 ? Task.CompletedTask : api.PostRepeatableAsync(route, writer => writer.WriteTexts("delete"u8, ids), cancellationToken);
    }

    public static Task ClearAsync(ServerApi api, string route, CancellationToken cancellationToken) =>
        api.PostAsync(route, writer => writer.WriteBoolean("clear"u8, true), cancellationToken);
}
