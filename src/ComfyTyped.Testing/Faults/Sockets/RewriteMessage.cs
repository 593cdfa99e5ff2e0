using System.Text;
using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>The event says something else. Binary frames are left alone. See <see cref="HostileContent"/> for what a client must survive.</summary>
/// <param name="Rewrite">Makes the text that arrives of the JSON that was sent; it need not be JSON.</param>
/// <example><code>server.Faults.Add(new RewriteMessage(HostileContent.WrongTypes) { On = "executed" });</code></example>
public sealed record RewriteMessage(Func<string, string> Rewrite) : MessageFault
{
    internal override Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line) =>
        next(message.IsBinary ? message : message with { Bytes = Encoding.UTF8.GetBytes(Rewrite(message.Text)) });
}
