using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Snapshots;

/// <summary>What the class of one workflow file offers.</summary>
/// <param name="WorkflowPath">The workflow file.</param>
/// <param name="SnapshotPath">The file that keeps the facts, as a project is to write it: below the project's folder, relative to it.</param>
/// <param name="ClassName">The name of the class without its namespace.</param>
/// <param name="HintName">A name for a generated file, unique among workflows.</param>
/// <param name="Facts">The facts: the class, then the others in ordinal order.</param>
internal sealed record WorkflowApi(string WorkflowPath, string SnapshotPath, string ClassName, string HintName, EquatableArray<ApiFact> Facts);
