using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Diagnostics;

/// <summary>What the server takes, and an author may want to know.</summary>
internal static partial class RuleDescriptors
{
    /// <summary>A literal stands in an input that the class does not declare.</summary>
    public static readonly DiagnosticDescriptor UnknownInput = new(
        "CT1015",
        "An input is unknown",
        "{0} has no input '{1}', so the server ignores it{2}{3}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1015.md");

    /// <summary>Without a catalog in the project nothing is known of a custom node.</summary>
    public static readonly DiagnosticDescriptor UncheckedNodeClass = new(
        "CT1016",
        "The node class is not a core node",
        "'{0}' is no core node and in no catalog of the project, so nothing of it is checked; add your server's object_info.json{1}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1016.md");

    /// <summary>A file of the server's input folder was not there when the catalog was saved.</summary>
    public static readonly DiagnosticDescriptor FileNotListed = new(
        "CT1017",
        "A file is not in the catalog",
        "{0} was not among the files of {1} when the catalog was saved; upload it before the run",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1017.md");

    /// <summary>A node's outputs lead nowhere.</summary>
    public static readonly DiagnosticDescriptor NodeFeedsNoOutput = new(
        "CT1018",
        "A node feeds no output",
        "Node '{0}' ({1}) feeds no output node, so the server does not run it",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1018.md");

    /// <summary>Two nodes have one title, so their properties need a second criterion.</summary>
    public static readonly DiagnosticDescriptor DuplicateTitle = new(
        "CT1019",
        "Several nodes have one title",
        "The title '{0}' is also that of node '{1}'; give each node its own, for it names the property",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1019.md");

    /// <summary>A class is marked deprecated.</summary>
    public static readonly DiagnosticDescriptor DeprecatedNode = new(
        "CT1020",
        "The node class is deprecated",
        "The node class '{0}' is deprecated",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1020.md");

    /// <summary>A class is marked experimental.</summary>
    public static readonly DiagnosticDescriptor ExperimentalNode = new(
        "CT1021",
        "The node class is experimental",
        "The node class '{0}' is experimental and may change",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1021.md");

    /// <summary>A class is an API node, which costs credits.</summary>
    public static readonly DiagnosticDescriptor PaidNode = new(
        "CT1022",
        "The node calls a paid service",
        "Each run of '{0}' calls a paid service",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1022.md");

    /// <summary>A key or password stands in the file.</summary>
    public static readonly DiagnosticDescriptor SecretValue = new(
        "CT1023",
        "A value looks like a secret",
        "The value of {0} looks like a secret, and would be compiled into the program",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1023.md");

    /// <summary>A path is true of one machine only.</summary>
    public static readonly DiagnosticDescriptor AbsolutePath = new(
        "CT1024",
        "A path is absolute",
        "The value of {0} is an absolute path, which is true of one machine only",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1024.md");
}
