using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Settings;

/// <summary>What messages say of the values that an input takes.</summary>
internal static class SettingKinds
{
    public static string Describe(SettableInput input, JsonElement value) => input.Kind switch
    {
        SettingKind.Integer => $"integer from {input.Schema.Min ?? "-2^63"} to {input.Schema.Max ?? "2^64-1"}{(input.Schema.IsSeed ? ", nor \"random\" or \"increment\"" : "")}",
        SettingKind.Number => input.Schema.IsSeed ? "number, nor \"random\" or \"increment\"" : "number",
        SettingKind.Flag => "true or false",
        SettingKind.Choices => "list of texts",
        SettingKind.File => "name of a file",
        SettingKind.Text or SettingKind.Choice or SettingKind.Case => "text",
        SettingKind.TokenChoice => "option",
        _ when InputJson.IsLink(value) => "value: the server takes it for a link to another node",
        _ => input.Value.AsJson()?.ValueKind switch
        {
            JsonValueKind.Object => "object of the members to change",
            JsonValueKind.Array => "list",
            _ => "value",
        },
    };

    public static IEnumerable<string> OptionsOf(SettableInput input) =>
        input.Kind == SettingKind.Case ? input.Schema.Cases.Select(option => option.Key) : input.Schema.Options;
}
