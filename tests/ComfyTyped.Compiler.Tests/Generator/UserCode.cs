using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>C# that a user writes against the classes of a catalog, compiled beside them and run.</summary>
internal static class UserCode
{
    private const string Header = """
        using System.Linq;
        using ComfyTyped;
        using MyApp.Workflows;

        internal static class User
        {
            public static string Run()
            {
                var graph = new ComfyGraph();

        """;

    /// <summary>The inputs of the node <c>node</c> that the statements make, as the prompt has them.</summary>
    /// <param name="catalog">The project's catalog.</param>
    /// <param name="statements">Statements that declare <c>node</c>; <c>graph</c> is an empty workflow.</param>
    public static string InputsOf(string catalog, string statements)
    {
        GeneratorRun run = Compile(catalog, statements);
        return (string)run.Load().GetType("User")!.GetMethod("Run")!.Invoke(null, null)!;
    }

    /// <summary>What the compiler says against the statements.</summary>
    public static IEnumerable<string> ErrorsOf(string catalog, string statements)
    {
        GeneratorRun run = Compile(catalog, statements);
        return run.Complaints().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id);
    }

    /// <summary>A catalog of a class <c>Taker</c> with one input and <c>Giver</c> with outputs of these types.</summary>
    public static string Catalog(string declaration, params string[] outputs) => $$"""
        { "Taker": { "input": { "required": { "x": {{declaration}} } }, "output": [], "output_node": true },
          "Giver": { "input": { "optional": { "image": ["IMAGE"] } }, "output": [{{string.Join(", ", outputs.Select(output => $"\"{output}\""))}}] } }
        """;

    public static GeneratorRun Compile(string catalog, string statements, string properties = "")
    {
        Dictionary<string, string> options = GeneratorRun.DefaultProperties;
        options["ComfyRequestedNodes"] = "Taker||Giver";
        if (properties.Split('=') is [var name, var value])
            options[name] = value;
        string source = Header + statements + """

                graph.Add(node);
                using var json = System.Text.Json.JsonDocument.Parse(graph.ToJson());
                return json.RootElement.GetProperty(node.Id).GetProperty("inputs").GetRawText();
            }
        }
        """;
        return GeneratorRun.Of([new InMemoryFile("/src/MyApp/object_info.json", catalog)], options, source);
    }
}
