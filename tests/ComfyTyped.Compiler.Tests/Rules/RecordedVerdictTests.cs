using ComfyTyped.Compiler.Tests.Generator;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Tests.Rules;

public class RecordedVerdictTests
{
    /// <summary>What the compiler says of each prompt that a server rejects: the rule, and the text at its place.</summary>
    private static readonly Dictionary<string, string[]> Verdicts = new()
    {
        ["invalid_bad_link"] = ["CT1018 \"1\"", "CT1003 \"99\""],
        ["invalid_bad_linked_input"] = ["CT1018 \"1\"", "CT1011 [\"1\"]"],
        ["invalid_dependency_cycle"] = ["CT1013 [\"1\", 0]"],
        ["invalid_empty_prompt"] = ["CT0001 "],
        ["invalid_file_not_found"] = ["CT1017 \"does-not-exist.png\""],
        ["invalid_inputs_missing"] = ["CT1002 \"EmptyImage\"", "CT1002 \"EmptyImage\"", "CT1002 \"EmptyImage\"", "CT1002 \"EmptyImage\""],
        ["invalid_missing_class_type_value"] = ["CT1001 \"NoSuchNode_XYZ\""],
        ["invalid_no_class_type"] = ["CT0001 \"1\""],
        ["invalid_no_outputs"] = ["CT1012 \"1\""],
        ["invalid_null_value"] = ["CT1009 null"],
        ["invalid_required_input_missing"] = ["CT1002 \"EmptyImage\"", "CT1002 \"EmptyImage\"", "CT1002 \"EmptyImage\""],
        ["invalid_slot_out_of_range"] = ["CT1004 5"],
        ["invalid_type_mismatch"] = ["CT1005 [\"1\", 0]"],
        ["invalid_value_not_in_list"] = ["CT1008 \"magic\""],
        ["invalid_value_too_big"] = ["CT1007 999999"],
        ["invalid_value_too_small"] = ["CT1006 0"],
        ["invalid_wrong_value_type"] = ["CT1009 \"abc\""],
    };

    /// <summary>The recorded catalogs are trimmed; this says that there is no more on the server.</summary>
    private static InMemoryFile Rest => new("/src/MyApp/rest.json", Catalogs.Server);

    public static TheoryData<string, string> InvalidScenarios => Scenarios(Recordings.Invalid);

    public static TheoryData<string, string> ValidScenarios => Scenarios(Recordings.Valid);

    [Theory]
    [MemberData(nameof(InvalidScenarios))]
    public async Task What_the_server_rejects_the_compiler_reports_at_its_place(string version, string scenario)
    {
        InMemoryFile file = Recordings.Prompts(version, scenario)[0];

        // The generator speaks of files that can be no workflow, the analyzer of all others.
        IEnumerable<Diagnostic> diagnostics = (await AnalyzerRun.Of(file, Recordings.Catalog(version), Rest)).Concat(GeneratorRun.Of(file).Diagnostics);

        string text = file.GetText(TestContext.Current.CancellationToken).ToString();
        Assert.Equal(Verdicts[scenario], diagnostics.Select(diagnostic =>
            $"{diagnostic.Id} {text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}"));
    }

    [Theory]
    [MemberData(nameof(ValidScenarios))]
    public async Task What_the_server_accepts_gets_no_warning(string version, string scenario)
    {
        foreach (InMemoryFile file in Recordings.Prompts(version, scenario))
        {
            Assert.DoesNotContain(
                await AnalyzerRun.Of(file, Recordings.Catalog(version), Rest), diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        }
    }

    private static TheoryData<string, string> Scenarios(Func<string, IEnumerable<string>> ofVersion)
    {
        var data = new TheoryData<string, string>();
        foreach (string version in Recordings.Versions)
        {
            // A request without any prompt object is no file.
            foreach (string scenario in ofVersion(version).Where(scenario => scenario != "invalid_bodies"))
                data.Add(version, scenario);
        }

        return data;
    }
}
