using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Diagnostics;

/// <summary>What the server rejects, or takes for something else than the file says.</summary>
internal static partial class RuleDescriptors
{
    private const string Category = "ComfyTyped";

    /// <summary>No catalog of the project has a class, so the server does not have it.</summary>
    public static readonly DiagnosticDescriptor UnknownNodeClass = new(
        "CT1001",
        "The node class is unknown",
        "No catalog of the project has the node class '{0}'{1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1001.md");

    /// <summary>A required input is not in the file.</summary>
    public static readonly DiagnosticDescriptor RequiredInputMissing = new(
        "CT1002",
        "A required input is missing",
        "The required input {0} is missing{1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1002.md");

    /// <summary>A link names a node that the file lacks.</summary>
    public static readonly DiagnosticDescriptor LinkToMissingNode = new(
        "CT1003",
        "A link names a node that does not exist",
        "{0} is linked to the node '{1}', which the file does not have",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1003.md");

    /// <summary>A link names an output slot that the class lacks.</summary>
    public static readonly DiagnosticDescriptor SlotOutOfRange = new(
        "CT1004",
        "A link names a slot that does not exist",
        "{0} has no output slot {1}: {2}{3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1004.md");

    /// <summary>An output feeds an input of another type.</summary>
    public static readonly DiagnosticDescriptor LinkTypeMismatch = new(
        "CT1005",
        "The types of a link do not match",
        "{0} takes {1}, but {2} gives {3}{4}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1005.md");

    /// <summary>A number is below its declared bound.</summary>
    public static readonly DiagnosticDescriptor ValueBelowMinimum = new(
        "CT1006",
        "A value is below its minimum",
        "{0} is below the minimum of {1}, {2}{3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1006.md");

    /// <summary>A number is above its declared bound.</summary>
    public static readonly DiagnosticDescriptor ValueAboveMaximum = new(
        "CT1007",
        "A value is above its maximum",
        "{0} is above the maximum of {1}, {2}{3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1007.md");

    /// <summary>The value of a choice is none of its options.</summary>
    public static readonly DiagnosticDescriptor ValueNotAnOption = new(
        "CT1008",
        "A value is not among the options",
        "{0} is not an option of {1}{2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1008.md");

    /// <summary>The server cannot convert a value to the declared type.</summary>
    public static readonly DiagnosticDescriptor WrongLiteralType = new(
        "CT1009",
        "A value has the wrong type",
        "{0} cannot be converted to {2}, the type of {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1009.md");

    /// <summary>The server converts a value to something that says something else.</summary>
    public static readonly DiagnosticDescriptor LossyCoercion = new(
        "CT1010",
        "A value changes its meaning on the server",
        "The server reads {0} in {1} as {2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1010.md");

    /// <summary>An array is neither a link nor allowed.</summary>
    public static readonly DiagnosticDescriptor BadLink = new(
        "CT1011",
        "An array is no link",
        "{0} takes no array but a link, [\"node id\", slot]: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1011.md");

    /// <summary>Nothing in the file is an output.</summary>
    public static readonly DiagnosticDescriptor NoOutputNode = new(
        "CT1012",
        "The workflow has no output node",
        "The workflow has no output node, such as SaveImage, and the server runs only what feeds one",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1012.md");

    /// <summary>A node depends on itself through others.</summary>
    public static readonly DiagnosticDescriptor DependencyCycle = new(
        "CT1013",
        "Nodes depend on each other in a circle",
        "Nodes depend on each other in a circle: {0}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1013.md");

    /// <summary>A link goes into an input that the class does not declare.</summary>
    public static readonly DiagnosticDescriptor UnknownLinkedInput = new(
        "CT1014",
        "A linked input is unknown",
        "{0} has no input '{1}'; its function may fail on the link{2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1014.md");

    /// <summary>Two nodes have one id, and the first is lost.</summary>
    public static readonly DiagnosticDescriptor RepeatedNodeId = new(
        "CT1025",
        "A node id is used twice",
        "The node id '{0}' is used twice: this node takes the place of the one before, here and on the server",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT1025.md");
}
