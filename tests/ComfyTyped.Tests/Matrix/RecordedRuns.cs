using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests.Matrix;

/// <summary>
/// The recordings that are one run. The others are prompts that were rejected, uploads, questions to the server, and the queue of three prompts.
/// </summary>
internal static class RecordedRuns
{
    public static readonly string[] Scenarios =
    [
        "success", "success_cached", "success_with_feature_flags", "client_chosen_prompt_id", "big_seed_and_unicode", "wrapped_list_value",
        "text_output", "text_to_image", "text_to_image_all_cached", "text_to_image_preview_metadata", "progress", "progress_async_two_nodes",
        "subgraph_expansion", "two_clients_visibility", "partial_failure_one_output_valid", "runtime_error", "interrupt", "interrupt_by_prompt_id",
        "text_to_image_interrupted", "disconnect_miss_all", "disconnect_midrun_reconnect_same_client", "job_completed", "job_cancelled",
    ];

    public static TheoryData<string> Of(string version) => [.. Scenarios.Where(scenario => Recording.Exists(version, scenario))];
}
