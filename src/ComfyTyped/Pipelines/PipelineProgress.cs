namespace ComfyTyped;

/// <summary>How far a pipeline is. Every stage counts the same.</summary>
/// <param name="Stage">The name of the stage that runs.</param>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Count">How many stages there are.</param>
/// <param name="Attempt">Which attempt at the stage it is, from 1.</param>
/// <param name="StageFraction">From 0 to 1: the workflow that runs. It begins anew with each workflow of the stage, and each attempt.</param>
/// <param name="Fraction">From 0 to 1: the whole pipeline. It does not go back.</param>
public sealed record PipelineProgress(string Stage, int Index, int Count, int Attempt, double StageFraction, double Fraction);
