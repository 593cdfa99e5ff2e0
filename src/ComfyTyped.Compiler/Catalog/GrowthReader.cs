using System.Globalization;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Reads a group of inputs that grows as it is connected: <c>COMFY_AUTOGROW_V3</c>.</summary>
internal static class GrowthReader
{
    /// <summary>ComfyUI's own limits (0.8.0, <c>comfy_api/latest/_io.py</c>, <c>Autogrow</c>).</summary>
    private const int DefaultMax = 10;

    private const int MaxMembers = 100;

    public static InputSpec Read(string name, InputOptions options)
    {
        var template = options.Find("template") as JsonObject;
        InputSpec? member = MemberOf(template?.Find("input") as JsonObject);
        InputGrowth growth = template?.Find("names") is JsonArray names ? Named(names)
            : template?.Find("prefix") is JsonString prefix ? Numbered(prefix.Unescape(), Number(template, "max") ?? DefaultMax)
            : new InputGrowth(null, EquatableArray<string>.Empty, 0);

        // The server gives the first members the section of the template, and the others are optional.
        int min = member is { IsRequired: false } ? 0 : Math.Min(Number(template, "min") ?? 0, growth.Names.Count);
        return (member ?? InputSpecFactory.Anything(name)) with { Name = name, IsRequired = false, Growth = growth with { Min = min } };
    }

    /// <summary>What each member is like; null when the template does not say it in a form that is known, as for a group of groups.</summary>
    private static InputSpec? MemberOf(JsonObject? template)
    {
        var inputs = new InputSpecReader();
        inputs.AddSections(template);
        return inputs.Specs.FirstOrDefault() is { Cases.Count: 0, Growth: null } member ? member : null;
    }

    private static InputGrowth Named(JsonArray names) => new(
        null,
        names.Items.OfType<JsonString>().Select(text => text.Unescape()).Distinct(StringComparer.Ordinal).Take(MaxMembers).ToEquatableArray(),
        0);

    private static InputGrowth Numbered(string prefix, int max) => new(
        prefix,
        Enumerable.Range(0, Math.Min(max, MaxMembers)).Select(index => prefix + index.ToString(CultureInfo.InvariantCulture)).ToEquatableArray(),
        0);

    /// <summary>A number from 0 up; null when the template has none.</summary>
    private static int? Number(JsonObject? template, string name) =>
        template?.Find(name) is JsonNumber number
        && int.TryParse(number.Token.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
