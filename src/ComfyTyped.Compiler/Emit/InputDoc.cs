using System.Text;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Emit;

/// <summary>What IntelliSense says of an input: its wire name, type, range, default and options.</summary>
internal static class InputDoc
{
    private const int MaxOptions = 12;

    public static string Summary(InputSpec input)
    {
        string type = input.AllowedTypes ?? input.Type;
        string kind = input.Kind switch
        {
            InputKind.Socket => $"a link to {XmlDoc.Code(type)}",
            InputKind.Choice => "one of a list of options",
            InputKind.Choices => "several of a list of options",
            InputKind.File => "the name of a file on the server",
            InputKind.Any => type == "*" ? "anything" : $"a value, or a link to {XmlDoc.Code(type)}",
            InputKind.Number => "a number",
            _ => XmlDoc.Code(type),
        };
        if (input.Cases.Count > 0)
            kind = "one of a list of options, each with inputs of its own";
        if (input.Growth is { } growth)
            return $"{XmlDoc.Code(input.Name)}: up to {growth.Names.Count}, each {kind}.";
        return $"{XmlDoc.Code(input.Name)}: {kind}{(input.IsRequired || !input.IsDeclared ? "" : ", optional")}.";
    }

    /// <summary>Range, default and options; empty when nothing is declared.</summary>
    public static string Remarks(InputSpec input)
    {
        var text = new StringBuilder();
        if (input.Growth is { } growth)
            text.Append($"Members: {Names(growth)}.{(growth.Min > 0 ? $" ComfyUI 0.10 and later require the first {growth.Min}." : "")} ");
        if (!input.IsDeclared)
            text.Append("No catalog describes it; its type is what the workflow files show. ");
        if (input.Min is not null || input.Max is not null)
            text.Append($"Range: {XmlDoc.Escape(input.Min ?? "any")} to {XmlDoc.Escape(input.Max ?? "any")}. ");
        if (input.Step is not null)
            text.Append($"Step: {XmlDoc.Escape(input.Step)}. ");
        if (input.Default is not null)
            text.Append($"Default: {XmlDoc.Code(input.Default)}. ");
        if (input.Options.Count > 0)
            text.Append($"Options: {Options(input)}. ");
        if (input.IsSeed)
            text.Append("Assign <see cref=\"global::ComfyTyped.Seed.Random\"/> for a new seed at every run. ");
        return text.ToString().TrimEnd();
    }

    private static string Names(InputGrowth growth) => growth.Prefix is null
        ? string.Join(", ", growth.Names.Select(XmlDoc.Code))
        : $"{XmlDoc.Code(growth.Names[0])} to {XmlDoc.Code(growth.Names[growth.Names.Count - 1])}";

    private static string Options(InputSpec input)
    {
        IEnumerable<string> shown = input.Options.Take(MaxOptions).Select(XmlDoc.Code);
        int more = input.Options.Count - MaxOptions;
        return string.Join(", ", shown) + (more > 0 ? $" and {more} more" : "");
    }
}
