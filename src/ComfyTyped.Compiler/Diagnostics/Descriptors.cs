using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Diagnostics;

/// <summary>The diagnostics that the generator itself reports, because without them a class would be missing in silence.</summary>
internal static class Descriptors
{
    private const string Category = "ComfyTyped";
    internal const string Help = "https://github.com/comfytyped/comfytyped/blob/main/src/ComfyTyped.Compiler/Docs/";

    /// <summary>A file that means to be a workflow cannot be read, or (then a warning) the project has none.</summary>
    public static readonly DiagnosticDescriptor UnreadableWorkflow = new(
        "CT0001",
        "The workflow cannot be read",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CT0001.md");

    /// <summary>The project's C# is too old for the generated code.</summary>
    public static readonly DiagnosticDescriptor OldLanguage = new(
        "CT0002",
        "C# 11 is needed",
        "The generated workflow classes need C# 11 or later, but this project compiles with C# {0}. Remove LangVersion from the project or raise it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CT0002.md");

    /// <summary>The project asks for a node class that nobody knows.</summary>
    public static readonly DiagnosticDescriptor UnknownNode = new(
        "CT0003",
        "The requested node class is unknown",
        "No catalog has the node class '{0}' that the project asks for{1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CT0003.md");

    /// <summary>Two workflow files want to be called the same, so one of the classes has a number.</summary>
    public static readonly DiagnosticDescriptor SharedClassName = new(
        "CT0004",
        "Two workflow files want one class name",
        "The class of {0} is called {1}, because that of {2} is called {3}. Rename one of the files or give it a ClassName.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Help + "CT0004.md");
}
