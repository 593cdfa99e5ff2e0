using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using ComfyTyped.Compiler.CallSites;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Rules;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Tests.Rules;

public class RuleDesignTests
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(TestFolder(), "..", "..", "..", "src"));

    private static readonly string Docs = Path.Combine(Source, "ComfyTyped.Compiler", "Docs");

    /// <summary>Whatever declares a descriptor, rules or generator, is found by its type.</summary>
    private static readonly DiagnosticDescriptor[] Descriptors =
        [.. typeof(WorkflowRule).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(RuleDescriptors).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    /// <summary>Those that rules report, of files and of call sites.</summary>
    private static readonly DiagnosticDescriptor[] RuleDescriptorsInOrder =
        [.. Descriptors.Where(descriptor => !descriptor.Id.StartsWith("CT0", StringComparison.Ordinal))];

    [Fact]
    public void Ids_are_unique() => Assert.Equal(Descriptors.Length, Descriptors.DistinctBy(descriptor => descriptor.Id).Count());

    [Fact]
    public void Each_rule_class_is_in_use_once_and_has_its_own_id()
    {
        IEnumerable<string> classes = typeof(WorkflowRule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(WorkflowRule)) && !type.IsAbstract)
            .Select(type => type.Name);

        Assert.Equal(classes.Order(StringComparer.Ordinal), WorkflowRules.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            Descriptors.Where(descriptor => descriptor.Id.StartsWith("CT1", StringComparison.Ordinal)).Select(descriptor => descriptor.Id),
            WorkflowRules.All.Select(rule => rule.Descriptor.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_id_has_a_page_and_each_page_an_id() => Assert.Equal(
        Descriptors.Select(descriptor => descriptor.Id + ".md"),
        Directory.EnumerateFiles(Docs, "CT*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_page_is_headed_by_the_title() => Assert.All(Descriptors, descriptor =>
    {
        string title = Title(descriptor);
        Assert.Equal(
            $"# {descriptor.Id}: {title}",
            File.ReadLines(Path.Combine(Docs, descriptor.Id + ".md")).First(),
            ignoreCase: true);
    });

    [Theory]
    [InlineData("README.md", "src/ComfyTyped.Compiler/Docs/")]
    [InlineData("src/ComfyTyped.Compiler/Docs/README.md", "")]
    public void The_tables_have_a_row_for_each(string file, string folder) => Assert.Equal(
        Descriptors.Select(descriptor => $"| [{descriptor.Id}]({folder}{descriptor.Id}.md) | {Title(descriptor)} | {InWords(descriptor.DefaultSeverity)} |"),
        File.ReadLines(Path.Combine(Source, "..", file)).Where(line => line.StartsWith("| [CT", StringComparison.Ordinal)));

    [Fact]
    public void The_release_notes_have_a_row_for_each() => Assert.Equal(
        Descriptors.Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {Title(descriptor)}"),
        File.ReadLines(Path.Combine(Source, "ComfyTyped.Compiler", "AnalyzerReleases.Unshipped.md"))
            .Where(line => line.StartsWith("CT", StringComparison.Ordinal)));

    [Fact]
    public void Each_rule_of_call_sites_is_in_use_once_and_their_ids_are_all_there_are()
    {
        IEnumerable<string> classes = typeof(CallSiteRule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CallSiteRule)))
            .Select(type => type.Name);

        Assert.Equal(classes.Order(StringComparer.Ordinal), CallSiteRules.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            Descriptors.Where(descriptor => descriptor.Id.StartsWith("CT2", StringComparison.Ordinal)),
            CallSiteRules.All.SelectMany(rule => rule.Descriptors).Distinct().OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal));
    }

    [Fact]
    public void A_message_of_one_sentence_has_no_period_and_no_line_break() => Assert.All(RuleDescriptorsInOrder, descriptor =>
    {
        string message = descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
        Assert.DoesNotContain('\n', message);
        Assert.False(message.EndsWith('.') || message != message.Trim(), message);
        Assert.True(char.IsUpper(message[0]) || message[0] is '{' or '\'', message);
    });

    [Fact]
    public void No_rule_is_an_error() => Assert.DoesNotContain(RuleDescriptorsInOrder, descriptor => descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    /// <summary>COMFYTYPED_ACCEPT=1 writes the file anew, as it does the golden ones.</summary>
    [Fact]
    public void The_shipped_configuration_says_the_defaults()
    {
        string path = Path.Combine(Source, "ComfyTyped", "buildTransitive", "ComfyTyped.globalconfig");
        var text = new StringBuilder("# The severities of ComfyTyped's rules. A .globalconfig file of the project goes before this one.\n");
        text.Append("is_global = true\nglobal_level = -1\n");
        foreach (DiagnosticDescriptor descriptor in RuleDescriptorsInOrder)
            text.Append(CultureInfo.InvariantCulture, $"\n# {Title(descriptor)}\ndotnet_diagnostic.{descriptor.Id}.severity = {InWords(descriptor.DefaultSeverity)}\n");

        if (Environment.GetEnvironmentVariable("COMFYTYPED_ACCEPT") == "1")
            File.WriteAllText(path, text.ToString());
        Assert.Equal(text.ToString(), File.ReadAllText(path));
    }

    private static string Title(DiagnosticDescriptor descriptor) => descriptor.Title.ToString(CultureInfo.InvariantCulture);

    private static string InWords(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "suggestion",
    };

    private static string TestFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
