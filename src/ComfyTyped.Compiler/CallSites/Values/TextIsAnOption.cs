using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>A constant that becomes a choice is one of its options; one that becomes a file was there when the catalog was saved.</summary>
internal sealed class TextIsAnOption() : CallSiteRule(OperationKind.Conversion)
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        ImmutableArray.Create(CallSiteDescriptors.ValueNotAnOption, CallSiteDescriptors.FileNotListed);

    public override void Check(CallSite site)
    {
        var conversion = (IConversionOperation)site.Operation;
        if (!InputConversion.Is(conversion, site.Symbols) || conversion.OperatorMethod!.ReturnType is not INamedTypeSymbol { TypeArguments.Length: 1 } input)
            return;
        foreach (IOperation constant in Assignment.Constants(conversion.Operand))
        {
            if (constant.ConstantValue.Value is string text)
                Check(site, constant, text, input.TypeArguments[0], input.Name == "FileInput");
        }
    }

    private static void Check(CallSite site, IOperation constant, string text, ITypeSymbol choice, bool isFile)
    {
        ImmutableArray<KnownOption> options = site.Symbols.Options.Of(choice);
        if (options.IsEmpty || options.Any(option => option.Text == text) || (isFile && IsAnnotated(text)))
            return;
        KnownOption? meant = Meant(text, options, isFile, out string hint);
        ImmutableDictionary<string, string?> fix = meant is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Member, DocumentationCommentId.CreateDeclarationId(meant.Member));
        site.Report(isFile ? CallSiteDescriptors.FileNotListed : CallSiteDescriptors.ValueNotAnOption, constant, fix, text, choice.Name, hint);
    }

    /// <summary>A name such as <c>city.png [output]</c> means another folder than the one that the catalog lists.</summary>
    private static bool IsAnnotated(string file) => file.EndsWith("]", StringComparison.Ordinal);

    private static KnownOption? Meant(string text, ImmutableArray<KnownOption> options, bool isFile, out string hint)
    {
        KnownOption? same = options.FirstOrDefault(option => option.Text.Replace('\\', '/') == text.Replace('\\', '/'));
        if (same is not null)
        {
            hint = $"; the server spells it '{same.Text}', with the other slash";
            return same;
        }

        same = options.FirstOrDefault(option => string.Equals(option.Text, text, StringComparison.OrdinalIgnoreCase));
        if (same is not null)
        {
            hint = $"; the server spells it '{same.Text}', and case matters";
            return same;
        }

        string[] texts = options.Select(option => option.Text).ToArray();
        string? nearest = isFile ? Nearest.OfFiles(text, texts) : Nearest.Of(text, texts);
        hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return options.FirstOrDefault(option => option.Text == nearest);
    }
}
