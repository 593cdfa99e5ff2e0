using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>The end of a run.</summary>
/// <param name="History">Its history, or null when the server keeps none although the outcome was told.</param>
/// <param name="Witness">Who told first.</param>
internal readonly record struct RunEnd(HistoryEntry? History, RunWitness Witness);
