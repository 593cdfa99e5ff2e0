using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using ComfyTyped.Compiler.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>What every run of the generator must hold to, so that typing in a C# file costs nothing.</summary>
internal static class Caching
{
    /// <summary>The steps whose values are compared by value: from them on, no text, span or compiler object may flow.</summary>
    private static readonly string[] ValueSteps =
        [StepNames.Options, StepNames.Usages, StepNames.Classes, StepNames.Names, StepNames.Types, StepNames.Models, StepNames.Workflows, StepNames.Apis];

    public static void AssertAllCached(GeneratorRunResult second)
    {
        foreach ((string name, ImmutableArray<IncrementalGeneratorRunStep> steps) in second.TrackedSteps)
        {
            if (!StepNames.All.Contains(name))
                continue;
            foreach ((object value, IncrementalStepRunReason reason) in steps.SelectMany(step => step.Outputs))
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{name} ran again: {reason}, {value}");
        }
        foreach ((object value, IncrementalStepRunReason reason) in second.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs))
            Assert.True(reason == IncrementalStepRunReason.Cached, $"An output was written again: {reason}, {value}");
    }

    public static void AssertModelsHoldNoCompilerObjects(GeneratorRunResult run)
    {
        foreach (string name in ValueSteps.Where(run.TrackedSteps.ContainsKey))
        {
            foreach ((object value, _) in run.TrackedSteps[name].SelectMany(step => step.Outputs))
                Walk(value, name, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        Assert.False(
            value is Compilation or ISymbol or SyntaxNode or SyntaxTree or Location or AdditionalText or SourceText or TextSpan or LinePositionSpan,
            $"{path} holds a {value.GetType().Name}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                Walk(item, path + "[]", seen);
            return;
        }
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
    }
}
