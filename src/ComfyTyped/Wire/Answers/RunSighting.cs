namespace ComfyTyped.Wire;

/// <summary>Where a run was seen.</summary>
/// <param name="Place">Its place; <see cref="RunPlace.Ended"/> with a record, unless the server has none.</param>
/// <param name="Witness">Who says so.</param>
/// <param name="Record">What it left when it ended.</param>
internal readonly record struct RunSighting(RunPlace Place, RunWitness Witness, HistoryEntry? Record = null);
