using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using ComfyTyped.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.Diagnostics;

public class LogTests
{
    private static LoggerMessageAttribute[] Messages =>
    [
        .. typeof(Log).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>(),
    ];

    [Fact]
    public void Every_message_has_an_id_and_a_name_of_its_own()
    {
        Assert.NotEmpty(Messages);
        Assert.Distinct(Messages.Select(message => message.EventId));
        Assert.Distinct(Messages.Select(message => message.EventName));
    }

    [Fact]
    public void Every_message_is_documented_with_its_level()
    {
        string page = File.ReadAllText(Path.Combine(Repository(), "src", "ComfyTyped", "Docs", "Observing.md"));

        Assert.All(Messages, message => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"| {message.EventId} | `{message.EventName}` | {message.Level} |"), page, StringComparison.Ordinal));
    }

    private static string Repository([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
