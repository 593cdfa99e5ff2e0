using ComfyTyped.Runs;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>What the runs of a pool have in common.</summary>
/// <param name="Router">Who waits, and which servers there are.</param>
/// <param name="Dispatcher">Finds servers.</param>
/// <param name="Active">All runs.</param>
/// <param name="Options">The options.</param>
/// <param name="Logger">The log.</param>
internal sealed record PoolServices(Router Router, Dispatcher Dispatcher, ActiveRuns Active, ComfyPoolOptions Options, ILogger Logger);
