using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Diagnostics;

/// <summary>What is wrong where C# uses a workflow.</summary>
internal static class CallSiteDescriptors
{
    private const string Category = "ComfyTyped";

    /// <summary>A constant is beyond a declared bound.</summary>
    public static readonly DiagnosticDescriptor ValueOutOfRange = new(
        "CT2001",
        "An assigned number is out of range",
        "{0} = {1} is {2} of {3}, {4}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT2001.md");

    /// <summary>A constant is none of the options of a choice.</summary>
    public static readonly DiagnosticDescriptor ValueNotAnOption = new(
        "CT2002",
        "An assigned text is not among the options",
        "'{0}' is not an option of {1}{2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT2002.md");

    /// <summary>A constant names a file that was not there when the catalog was saved.</summary>
    public static readonly DiagnosticDescriptor FileNotListed = new(
        "CT2003",
        "An assigned file is not in the catalog",
        "'{0}' is not among the files of {1}{2}; the server may have it all the same when the catalog is older",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT2003.md");

    /// <summary>Nobody waits for a run.</summary>
    public static readonly DiagnosticDescriptor RunNotAwaited = new(
        "CT2004",
        "A run is never awaited",
        "The run of {0} is never awaited: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT2004.md");

    /// <summary>Code that runs several times at once changes and submits one object.</summary>
    public static readonly DiagnosticDescriptor SharedWorkflow = new(
        "CT2005",
        "A workflow is submitted while it is being changed",
        "'{0}' is changed and submitted by code that runs several times at once; make a new {1} for each run",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT2005.md");
}
