using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Rules;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>What the rules of workflow files say of prompts, in the words of the server.</summary>
internal sealed class RuleJudge(string catalog)
{
    private static readonly Dictionary<string, string> TypeOfRule = new()
    {
        ["CT1002"] = "required_input_missing",
        ["CT1003"] = Complaint.BreakOff,
        ["CT1004"] = Complaint.BreakOff,
        ["CT1005"] = "return_type_mismatch",
        ["CT1006"] = "value_smaller_than_min",
        ["CT1007"] = "value_bigger_than_max",
        ["CT1008"] = "value_not_in_list",
        ["CT1009"] = "invalid_input_type",
        ["CT1011"] = "bad_linked_input",
        ["CT1017"] = "value_not_in_list",
    };

    private readonly ProjectNodes _classes = new([((CatalogFile)WorkflowFileParser.Parse(SourceText.From(catalog), CancellationToken.None)).Index]);

    /// <summary>The findings; null when the file holds no prompt, which the compiler says in another way.</summary>
    public RuleVerdict? Judge(string prompt)
    {
        if (WorkflowFileParser.Parse(SourceText.From(prompt), CancellationToken.None) is not WorkflowFile file)
            return null;
        ImmutableArray<Finding> findings = [.. WorkflowRules.Check(new RuleContext(file.Graph, _classes, CancellationToken.None))];
        return new RuleVerdict(
            // Which of the two depends on how much of a server the catalog has.
            findings.Any(finding => finding.Descriptor.Id is "CT1001" or "CT1016"),
            findings.Any(finding => finding.Descriptor.Id == "CT1012"),
            findings.Any(finding => finding.Descriptor.Id == "CT1013"),
            [.. findings.Where(finding => TypeOfRule.ContainsKey(finding.Descriptor.Id)).Select(finding => Of(finding, file.Graph))]);
    }

    private static Complaint Of(Finding finding, WorkflowGraph graph)
    {
        WorkflowNode node = graph.Nodes.Single(node => node.Source.Value.Span.ToTextSpan().Contains(finding.Span.ToTextSpan()));
        string type = TypeOfRule[finding.Descriptor.Id];
        if (finding.Descriptor.Id == "CT1002")
        {
            // Without the member "inputs" the validator throws as well.
            bool hasInputs = ((Core.Json.JsonObject)node.Source.Value).Find("inputs") is not null;
            return new Complaint(node.Id, finding.Arguments[0][(node.ClassType.Length + 1)..], hasInputs ? type : Complaint.BreakOff);
        }

        WorkflowInput input = node.Inputs.Single(input => input.Value.Span.ToTextSpan().Contains(finding.Span.ToTextSpan()));

        // Two items of other kinds than a link has: the validator takes them for one and throws.
        bool isPair = input.Value is LiteralValue { Literal: Core.Json.JsonArray { Items.Length: 2 } } && type == "bad_linked_input";
        return new Complaint(node.Id, input.Name, isPair ? Complaint.BreakOff : type);
    }
}

/// <summary>What the rules say of a prompt.</summary>
/// <param name="HasUnknownClass">Whether a class is unknown.</param>
/// <param name="HasNoOutput">Whether no node is an output.</param>
/// <param name="HasCycle">Whether nodes depend on each other in a circle.</param>
/// <param name="Complaints">What is wrong with the inputs.</param>
internal sealed record RuleVerdict(bool HasUnknownClass, bool HasNoOutput, bool HasCycle, IReadOnlyList<Complaint> Complaints);
