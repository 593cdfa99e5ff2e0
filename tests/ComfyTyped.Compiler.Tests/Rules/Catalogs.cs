using ComfyTyped.Compiler.Catalog;

namespace ComfyTyped.Compiler.Tests.Rules;

/// <summary>Catalogs of a project, as a server answers <c>/object_info</c>.</summary>
internal static class Catalogs
{
    /// <summary>A catalog of one class <c>Paint</c> that makes a picture of these required inputs.</summary>
    public static string Paint(string required, string more = "") => $$$"""
        {
          "Paint": {
            "input": { "required": { {{{required}}} } },
            "output": ["IMAGE"],
            "python_module": "custom_nodes.paint-pack",
            "name": "Paint"{{{more}}}
          }
        }
        """;

    /// <summary>So many core classes that it can only be the catalog of a whole server.</summary>
    public static string Server { get; } = "{" + string.Join(", ", CoreCatalog.Index.Classes.Keys
        .Order(StringComparer.Ordinal)
        .Take(60)
        .Select(name => $$"""
            "{{name}}": { "input": {}, "output": [] }
            """)) + "}";

    /// <summary>A workflow of one such node with these inputs, and an output.</summary>
    public static string Painting(string inputs) => $$"""
        {
          "1": {
            "class_type": "Paint",
            "inputs": { {{inputs}} }
          },
          {{RuleText.Save}}
        }
        """;
}
