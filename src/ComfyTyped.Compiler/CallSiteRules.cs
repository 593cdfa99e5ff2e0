using System.Collections.Immutable;
using ComfyTyped.Compiler.CallSites;

namespace ComfyTyped.Compiler;

/// <summary>All rules of call sites, in the order of their ids.</summary>
internal static class CallSiteRules
{
    public static ImmutableArray<CallSiteRule> All { get; } = ImmutableArray.Create<CallSiteRule>(
        new NumberIsInRange(),
        new TextIsAnOption(),
        new TaskIsAwaited(),
        new RunIsFollowed(),
        new WorkflowIsNotShared());
}
