using System.Text.Json;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests;

/// <summary>Every recorded scenario, over real sockets, ends as the recording shows.</summary>
public class RecordedRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Successes => Scenarios(
        "success", "success_cached", "success_with_feature_flags", "client_chosen_prompt_id", "text_to_image", "text_to_image_all_cached",
        "text_to_image_preview_metadata", "disconnect_midrun_reconnect_same_client", "disconnect_miss_all", "progress", "progress_async_two_nodes",
        "text_output", "subgraph_expansion", "two_clients_visibility", "big_seed_and_unicode", "wrapped_list_value",
        "job_completed");

    public static TheoryData<string, string> Interruptions => Scenarios("interrupt", "interrupt_by_prompt_id", "text_to_image_interrupted", "job_cancelled");

    public static TheoryData<string, string> Rejections => Scenarios(
        "invalid_bad_link", "invalid_bad_linked_input", "invalid_dependency_cycle", "invalid_empty_prompt", "invalid_file_not_found",
        "invalid_inputs_missing", "invalid_missing_class_type_value", "invalid_no_class_type", "invalid_no_outputs", "invalid_null_value",
        "invalid_required_input_missing", "invalid_slot_out_of_range", "invalid_type_mismatch", "invalid_value_not_in_list",
        "invalid_value_too_big", "invalid_value_too_small", "invalid_wrong_value_type", "prompt_id_not_a_uuid");

    public static TheoryData<string> Versions => [.. Recording.Versions];

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task A_successful_run_returns_the_outputs_of_its_history(string version, string scenario)
    {
        Recording recording = Recording.Load(version, scenario);
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        foreach (JsonProperty output in recording.History.GetProperty("outputs").EnumerateObject())
            Assert.True(JsonElement.DeepEquals(output.Value, result[output.Name].Json), output.Name);
        Assert.Equal(server.PromptId, result.PromptId);
        Assert.Empty(result.OutputsDropped);
        Assert.Empty(server.Violations);
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task A_run_that_someone_interrupts_says_where(string version, string scenario)
    {
        Recording recording = Recording.Load(version, scenario);
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        RawWorkflow workflow = recording.ToWorkflow();

        var interrupted = await Assert.ThrowsAsync<RunInterruptedException>(() => comfy.RunAsync(workflow, cancellationToken: Token));

        JsonElement last = recording.History.GetProperty("status").GetProperty("messages").EnumerateArray().Last();
        Assert.Equal(last[1].GetProperty("node_id").GetString(), interrupted.NodeId);
        Assert.Same(workflow.FindNode(interrupted.NodeId!), interrupted.Node);
        Assert.Empty(server.Cancellations);
        Assert.Empty(server.Violations);
    }

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task A_rejected_prompt_says_every_error_of_every_node(string version, string scenario)
    {
        Recording recording = Recording.Load(version, scenario);
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server, options => options.ValidateBeforeSubmit = false);

        var rejected = await Assert.ThrowsAsync<PromptRejectedException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        JsonElement response = recording.Submission.Response;
        Assert.Equal(response.GetProperty("error").GetProperty("type").GetString(), rejected.Type);
        Assert.Equal(response.GetProperty("error").GetProperty("details").GetString(), rejected.Details);
        string[] expected = [.. response.GetProperty("node_errors").EnumerateObject().SelectMany(node =>
            node.Value.GetProperty("errors").EnumerateArray().Select(error => $"{node.Name} {error.GetProperty("type")} {error.GetProperty("details")}"))];
        if (expected.Length > 0)
            Assert.Equal(expected, rejected.NodeErrors.Select(error => $"{error.NodeId} {error.Type} {error.Details}"));
        Assert.Empty(server.RequestsTo("/api/queue"));
        Assert.Empty(server.Violations);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_node_that_fails_names_itself_and_its_exception(string version)
    {
        Recording recording = Recording.Load(version, "runtime_error");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);
        RawWorkflow workflow = recording.ToWorkflow();

        var failed = await Assert.ThrowsAsync<NodeFailedException>(() => comfy.RunAsync(workflow, cancellationToken: Token));

        Assert.Same(workflow["2"], failed.Node);
        Assert.Equal(("2", "TestSyncError", "RuntimeError"), (failed.NodeId, failed.NodeType, failed.ExceptionType));
        Assert.StartsWith("Intentional sync execution error for testing", failed.ExceptionMessage, StringComparison.Ordinal);
        Assert.StartsWith("RawWorkflow.TestSyncError (\"TestSyncError\", node 2) failed: RuntimeError: Intentional", failed.Message, StringComparison.Ordinal);
        Assert.Equal(2, failed.Traceback.Count);
        Assert.False(failed.IsOutOfMemory);
        Assert.Equal(server.PromptId, failed.PromptId);
        Assert.Empty(server.Violations);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_prompt_of_which_outputs_were_dropped_throws_and_is_cancelled(string version)
    {
        Recording recording = Recording.Load(version, "partial_failure_one_output_valid");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server);

        var rejected = await Assert.ThrowsAsync<PromptPartlyRejectedException>(() => comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token));

        Assert.Equal(NodesWithErrors(recording), rejected.NodeErrors.Select(error => error.NodeId));
        Assert.Contains("RawWorkflow.SaveImage3", rejected.Message, StringComparison.Ordinal);
        Assert.NotEmpty(server.Cancellations);
        Assert.All(server.Cancellations, request => Assert.Contains(server.PromptId, request.ToString(), StringComparison.Ordinal));
        Assert.Empty(server.Violations);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_client_that_accepts_partial_prompts_gets_the_rest_and_the_reasons(string version)
    {
        Recording recording = Recording.Load(version, "partial_failure_one_output_valid");
        await using ReplayServer server = await ReplayServer.StartAsync(recording);
        await using ComfyClient comfy = Clients.For(server, options => options.AcceptPartialPrompts = true);

        RawResult result = await comfy.RunAsync(recording.ToWorkflow(), cancellationToken: Token);

        Assert.True(JsonElement.DeepEquals(recording.History.GetProperty("outputs").GetProperty("2"), result["2"].Json));
        Assert.True(result["3"].IsEmpty);
        Assert.Equal(NodesWithErrors(recording), result.OutputsDropped.Select(error => error.NodeId));
        Assert.Empty(server.Violations);
    }

    /// <summary>In the order of the answer, which is that of a Python set.</summary>
    private static IEnumerable<string> NodesWithErrors(Recording recording) =>
        recording.Submission.Response.GetProperty("node_errors").EnumerateObject().Select(node => node.Name);

    private static TheoryData<string, string> Scenarios(params string[] names)
    {
        var data = new TheoryData<string, string>();
        foreach (string version in Recording.Versions)
        {
            foreach (string name in names.Where(name => Recording.Exists(version, name)))
                data.Add(version, name);
        }
        return data;
    }
}
