using System.Text.Json;

namespace ComfyTyped.Protocol;

/// <summary>Reads <c>GET /system_stats</c>.</summary>
internal static class SystemStatsReader
{
    public static SystemStats Read(ReadOnlySpan<byte> utf8)
    {
        JsonElement stats = PythonJson.Parse(utf8);
        JsonElement system = stats.Member("system");
        return new SystemStats(
            new ServerSystem(
                system.Member("os").AsText(),
                system.Member("comfyui_version").AsText(),
                system.Member("python_version").AsText(),
                system.Member("pytorch_version").AsText(),
                Integer(system.Member("ram_total")),
                Integer(system.Member("ram_free")),
                [.. system.Member("argv").Items().Select(argument => argument.AsText()).OfType<string>()]),
            [.. stats.Member("devices").Items().Select(ReadDevice)]);
    }

    private static ServerDevice ReadDevice(JsonElement device) => new(
        device.Member("name").AsText(),
        device.Member("type").AsText(),
        Integer(device.Member("index")),
        Integer(device.Member("vram_total")),
        Integer(device.Member("vram_free")));

    private static long? Integer(JsonElement number) =>
        number.ValueKind != JsonValueKind.Number ? null
        : number.TryGetInt64(out long value) ? value
        : number.TryGetDouble(out double real) && real is > -9.2e18 and < 9.2e18 ? (long)real
        : null;
}
