using System.Net;
using ComfyTyped.Tests.Replay;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests;

/// <summary>What a refused submission says to the one who has to repair it.</summary>
public class RejectionTests
{
    private const string Sampler = """
        {"3":{"class_type":"KSampler","inputs":{"steps":0,"cfg":7.0},"_meta":{"title":"KSampler"}},
         "9":{"class_type":"SaveImage","inputs":{"images":["3",0]},"_meta":{"title":"The picture"}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_out_of_range_names_the_property_the_title_the_node_and_the_bounds()
    {
        PromptRejectedException rejected = await RejectAsync<PromptRejectedException>(400, """
            {"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},
             "node_errors":{"3":{"errors":[{"type":"value_smaller_than_min","message":"Value 0 smaller than min of 1","details":"steps",
               "extra_info":{"input_name":"steps","input_config":["INT",{"default":20,"min":1,"max":18446744073709551615}],"received_value":0}}],
               "dependent_outputs":["9","9"],"class_type":"KSampler"}}}
            """);

        Assert.Equal("RawWorkflow.KSampler.Steps (\"KSampler\", node 3): Value 0 smaller than min of 1", rejected.Message);
        NodeError error = Assert.Single(rejected.NodeErrors);
        Assert.Equal(("3", "KSampler", "KSampler", "RawWorkflow.KSampler.Steps"), (error.NodeId, error.ClassType, error.Title, error.PropertyPath));
        Assert.Equal(("value_smaller_than_min", "steps", "1", "18446744073709551615"), (error.Type, error.InputName, error.Min, error.Max));
        Assert.Equal(0, error.ReceivedValue.GetInt32());
        Assert.Equal("KSampler", error.Node?.PropertyName);
    }

    [Fact]
    public async Task A_value_that_is_no_option_lists_the_options()
    {
        PromptRejectedException rejected = await RejectAsync<PromptRejectedException>(400, """
            {"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},
             "node_errors":{"3":{"errors":[{"type":"value_not_in_list","message":"Value not in list","details":"sampler_name: 'eulr' not in ['euler', 'ddim']",
               "extra_info":{"input_name":"sampler_name","input_config":[["euler","ddim"],{}],"received_value":"eulr"}}],"dependent_outputs":[],"class_type":"KSampler"}}}
            """);

        Assert.Equal(["euler", "ddim"], rejected.NodeErrors[0].Options);
        Assert.Equal("RawWorkflow.KSampler (\"KSampler\", node 3): Value not in list: sampler_name: 'eulr' not in ['euler', 'ddim']", rejected.Message);
    }

    [Fact]
    public async Task An_error_filed_under_the_upstream_node_does_not_name_an_input_of_it()
    {
        PromptRejectedException rejected = await RejectAsync<PromptRejectedException>(400, """
            {"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},
             "node_errors":{"3":{"errors":[{"type":"exception_during_inner_validation","message":"Exception when validating inner node","details":"'99'",
               "extra_info":{"input_name":"steps","exception_message":"'99'","exception_type":"KeyError","linked_node":["3",0]}}],"dependent_outputs":["9"],"class_type":"KSampler"}}}
            """);

        Assert.Equal("RawWorkflow.KSampler", rejected.NodeErrors[0].PropertyPath);
    }

    [Theory]
    [InlineData("""{"error":{"type":"invalid_prompt","message":"Cannot execute because node KSampler does not exist.","details":"Node ID '#3'","extra_info":{}},"node_errors":{}}""")]
    [InlineData("""{"error":{"type":"missing_node_type","message":"Cannot execute because node KSampler does not exist.","details":"Node ID '#3'","extra_info":{"node_id":"3","class_type":"KSampler","node_title":null}},"node_errors":{}}""")]
    [InlineData("""{"error":{"type":"invalid_prompt","message":"Cannot execute because node KSampler does not exist.","details":"Node ID '#3'","extra_info":{}},"node_errors":[]}""")]
    public async Task An_unknown_class_names_the_node_in_every_version(string body)
    {
        PromptRejectedException rejected = await RejectAsync<PromptRejectedException>(400, body);

        Assert.Equal("RawWorkflow.KSampler (\"KSampler\", node 3): Cannot execute because node KSampler does not exist.", rejected.Message);
        Assert.Equal("3", Assert.Single(rejected.NodeErrors).NodeId);
    }

    [Fact]
    public async Task The_text_form_of_old_servers_is_understood()
    {
        PromptRejectedException rejected = await RejectAsync<PromptRejectedException>(400, """{"error":"no prompt","node_errors":[]}""");

        Assert.Equal("no prompt", rejected.Message);
        Assert.Empty(rejected.NodeErrors);
    }

    [Fact]
    public async Task Several_errors_are_told_line_by_line()
    {
        PromptRejectedException rejected = await RejectAsync<PromptRejectedException>(400, """
            {"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},
             "node_errors":{"9":{"errors":[{"type":"required_input_missing","message":"Required input is missing","details":"filename_prefix","extra_info":{"input_name":"filename_prefix"}},
               {"type":"score","message":"Bad score","details":"","extra_info":{"received_value":NaN}}],"dependent_outputs":["9"],"class_type":"SaveImage"}}}
            """);

        Assert.Equal(
            "Prompt outputs failed validation:\n"
            + "  RawWorkflow.SaveImage (\"The picture\", node 9): Required input is missing\n"
            + "  RawWorkflow.SaveImage (\"The picture\", node 9): Bad score",
            rejected.Message.Replace("Required input is missing: filename_prefix", "Required input is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500, "500 Internal Server Error\n\nServer got itself in trouble", "Server got itself in trouble")]
    [InlineData(413, "", "larger than the server's --max-upload-size")]
    [InlineData(403, "", "refuses this client or its origin")]
    [InlineData(400, "<html>proxy</html>", "<html>proxy</html>")]
    [InlineData(200, "<html>a login page</html>", "no answer of a ComfyUI server")]
    [InlineData(302, "", "302")]
    public async Task Other_failures_keep_their_status_and_what_the_server_says(int status, string body, string part)
    {
        ComfyServerException failure = await RejectAsync<ComfyServerException>(status, body);

        Assert.Equal((HttpStatusCode)status, failure.StatusCode);
        Assert.Equal(body.Trim(), failure.Body);
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.Contains("/api/prompt", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.3.64")]
    [InlineData("0.8.0")]
    public async Task Recorded_answers_to_broken_bodies_are_understood(string version)
    {
        foreach (RecordedEntry entry in Recording.Load(version, "invalid_bodies").Entries)
        {
            string body = entry.Json.GetProperty("response").TryGetProperty("text", out var text) ? text.GetString()! : entry.Response.GetRawText();
            ComfyException failure = entry.Status == 400
                ? await RejectAsync<PromptRejectedException>(entry.Status, body)
                : await RejectAsync<ComfyServerException>(entry.Status, body);
            Assert.NotEmpty(failure.Message);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_connection_failure_with_its_cause()
    {
        await using var comfy = new ComfyClient("http://127.0.0.1:9");

        var failure = await Assert.ThrowsAsync<ComfyConnectionException>(() => comfy.RunAsync(new RawWorkflow(Sampler), cancellationToken: Token));

        Assert.Contains("refused", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(failure.InnerException);
    }

    private static async Task<TException> RejectAsync<TException>(int status, string body)
        where TException : ComfyException
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Load("0.8.0", "success"), new ReplayFaults
        {
            Answer = async context =>
            {
                if (context.Request.Path != "/api/prompt")
                    return false;
                context.Response.StatusCode = status;
                await context.Response.WriteAsync(body);
                return true;
            },
        });
        await using ComfyClient comfy = Clients.For(server);
        return await Assert.ThrowsAsync<TException>(() => comfy.RunAsync(new RawWorkflow(Sampler), cancellationToken: Token));
    }
}
