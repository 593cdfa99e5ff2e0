using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

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
                system.Member("ram_total").AsInteger(),
                system.Member("ram_free").AsInteger(),
                system.Member("argv").AsTexts()),
            [.. stats.Member("devices").Items().Select(ReadDevice)]);
    }

    private static ServerDevice ReadDevice(JsonElement device) => new(
        device.Member("name").AsText(),
        device.Member("type").AsText(),
        device.Member("index").AsInteger(),
        device.Member("vram_total").AsInteger(),
        device.Member("vram_free").AsInteger());
}
