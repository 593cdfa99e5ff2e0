using ComfyTyped.Compiler.Models;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Snapshots;

/// <summary>A difference between a workflow and its snapshot.</summary>
/// <param name="Descriptor">What kind of difference.</param>
/// <param name="Arguments">What the message tells.</param>
/// <param name="WorkflowPath">The workflow file.</param>
/// <param name="NodeId">The node of the workflow file where it shows; empty for none.</param>
/// <param name="SnapshotPath">The snapshot; empty when there is none.</param>
/// <param name="Line">The line of the snapshot that is not true any more, when no node of the workflow file can be named; else null.</param>
internal sealed record ApiChange(
    DiagnosticDescriptor Descriptor,
    EquatableArray<string> Arguments,
    string WorkflowPath,
    string NodeId,
    string SnapshotPath,
    SnapshotLine? Line);
