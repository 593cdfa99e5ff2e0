using System.Reflection;
using System.Text;
using System.Text.Json;
using ComfyTyped.Contract;
using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Runs;
using ComfyTyped.Tests.Replay;
using ComfyTyped.Wire;
using CsCheck;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests;

/// <summary>The wire forms that no recording shows.</summary>
public class ProtocolTests
{
    private static readonly RawWorkflow Workflow = new("""{"3":{"class_type":"KSampler","inputs":{}},"12":{"class_type":"Loop","inputs":{}},"9":{"class_type":"SaveImage","inputs":{}}}""");

    private static RunScope Scope => new(Workflow, null!, []);

    [Theory]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("[NaN,-Infinity , Infinity]", "[\"NaN\",\"-Infinity\" , \"Infinity\"]")]
    [InlineData("""{"a":"NaN","b":NaN}""", """{"a":"NaN","b":"NaN"}""")]
    [InlineData("""{"a":"\"NaN","b":-Infinity}""", """{"a":"\"NaN","b":"-Infinity"}""")]
    [InlineData("""{"NaN":"Infinity"}""", """{"NaN":"Infinity"}""")]
    public void Bare_numbers_that_are_none_become_texts(string python, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(PythonJson.Normalize(Encoding.UTF8.GetBytes(python))));

    [Fact]
    public void Any_text_beside_a_bare_NaN_is_left_alone() =>
        Gen.String.Sample(text =>
        {
            string quoted = JsonSerializer.Serialize(text);
            JsonElement element = PythonJson.Parse(Encoding.UTF8.GetBytes($"[{quoted},NaN]"));
            return element[0].GetString() == JsonSerializer.Deserialize<string>(quoted) && element[1].GetString() == "NaN";
        });

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        JsonElement element = PythonJson.Parse("""["a\udc80\n\u00e9\ud83c\udfa8\\u0041"]"""u8);

        Assert.Equal("a\uFFFD\né\U0001F3A8\\u0041", element[0].AsText());
    }

    [Fact]
    public void Bytes_that_are_no_text_become_the_replacement_character()
    {
        JsonElement element = PythonJson.Parse([(byte)'[', (byte)'"', (byte)'a', 0xFF, 0xED, 0xA0, (byte)'b', (byte)'"', (byte)']']);

        Assert.Equal("a\uFFFD\uFFFD\uFFFDb", element[0].AsText());
    }

    [Fact]
    public void A_rejection_for_more_reasons_than_anyone_reads_lists_the_first()
    {
        string errors = string.Join(',', Enumerable.Range(0, 25).Select(i => $$"""{"type":"value_not_in_list","message":"reason {{i}}"}"""));

        PromptRejectedException rejected = PromptRejection.Read(Encoding.UTF8.GetBytes($$$"""{"error":"no","node_errors":{"3":{"errors":[{{{errors}}}]} } }"""), Workflow)!;

        Assert.Equal(25, rejected.NodeErrors.Count);
        Assert.EndsWith("reason 19\n  and 5 more", rejected.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.3.56", false)]
    [InlineData("0.3.57", true)]
    [InlineData("v0.8.0", true)]
    [InlineData("0.38.1-dev+fork", true)]
    [InlineData("1.0", true)]
    [InlineData("cloud", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_a_version_known_to_heed_the_prompt_id_is_trusted_with_an_interrupt(string? version, bool isTrusted) =>
        Assert.Equal(isTrusted, ServerVersion.InterruptsByPromptId(version));

    [Theory]
    [InlineData("""{"queue_running":[[1.5,"P",{"x":["P"]},{},[]]],"queue_pending":[]}""", QueuePlace.Running)]
    [InlineData("""{"queue_running":[],"queue_pending":[[0,"Q",{},{},[]],[-1,"P",{},{},[]]]}""", QueuePlace.Pending)]
    [InlineData("""{"queue_running":[[0,"Q",{"P":"P"},{"client_id":"P"},["P"]]],"queue_pending":null,"more":{"P":["x","P"]}}""", QueuePlace.Absent)]
    public void A_prompt_is_found_in_the_queue(string json, object place) =>
        Assert.Equal(place, QueueReader.Read(Encoding.UTF8.GetBytes(json)).PlaceOf("P"));

    [Theory]
    [InlineData("0.3.64")]
    [InlineData("0.8.0")]
    public void Recorded_queues_tell_where_each_prompt_stands(string version)
    {
        Recording recording = Recording.Load(version, "queue_delete_pending");
        byte[][] queues = [.. recording.Entries.Where(entry => entry.Path == "/queue" && !entry.IsPost("/queue")).Select(entry => Encoding.UTF8.GetBytes(entry.Response.GetRawText()))];
        string[] ids = [.. recording.Entries.Where(entry => entry.IsPost("/prompt")).Select(entry => entry.Response.GetProperty("prompt_id").GetString()!)];

        Assert.Equal([QueuePlace.Running, QueuePlace.Pending, QueuePlace.Pending], ids.Select(id => QueueReader.Read(queues[0]).PlaceOf(id)));
        Assert.Equal([QueuePlace.Running, QueuePlace.Absent, QueuePlace.Pending], ids.Select(id => QueueReader.Read(queues[1]).PlaceOf(id)));
    }

    [Fact]
    public void A_text_frame_names_its_node()
    {
        BinaryFrame frame = BinaryFrame.Read([0, 0, 0, 3, 0, 0, 0, 2, (byte)'1', (byte)'2', (byte)'h', (byte)'i']);

        TextFrame text = frame.ToTextFrame("P", Scope);

        Assert.Equal(("12", "hi", "Loop"), (text.NodeId, text.Text, text.Node?.ClassType));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 3, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 2, 0, 0, 0, 1, 1 })]
    public void A_frame_that_breaks_its_layout_is_unknown(byte[] bytes)
    {
        BinaryFrame frame = BinaryFrame.Read(bytes);

        Assert.Equal(BinaryFrameKind.Unknown, frame.Kind);
        Assert.Equal(bytes, frame.Body.ToArray());
    }

    [Fact]
    public void Reading_any_frame_loses_no_byte() =>
        Gen.Byte.Array.Sample(bytes =>
        {
            BinaryFrame frame = BinaryFrame.Read(bytes);
            byte[] parts = [.. frame.Head, .. frame.Body];
            return parts.AsSpan().SequenceEqual(frame.Kind == BinaryFrameKind.Unknown ? bytes : bytes.AsSpan(8));
        });

    [Theory]
    [InlineData("torch.OutOfMemoryError", "Allocation failed", true)]
    [InlineData("torch.cuda.OutOfMemoryError", "", true)]
    [InlineData("RuntimeError", "x\nThis error means you ran out of memory on your GPU.\n\nTIPS", true)]
    [InlineData("RuntimeError", "shape mismatch", false)]
    public void Out_of_memory_is_told_by_type_or_advice(string type, string message, bool isOutOfMemory)
    {
        string data = JsonSerializer.Serialize(new { exception_type = type, exception_message = message, node_id = "3" });

        var error = (ExecutionErrorEvent)EventReader.Read(EventKind.ExecutionError, null, Encoding.UTF8.GetBytes(data), "P", Scope);

        Assert.Equal(isOutOfMemory, error.IsOutOfMemory);
        Assert.Equal("KSampler", error.Node?.ClassType);
    }

    [Theory]
    [InlineData("""{"type":"logs","data":{"entries":[{"t":"now","m":"line"}],"size":null}}""", typeof(LogsEvent))]
    [InlineData("""{"type":"notification","data":{"value":"hello","id":"1"}}""", typeof(NotificationEvent))]
    [InlineData("""{"type":"feature_flags","data":{"supports_preview_metadata":true}}""", typeof(FeatureFlagsEvent))]
    [InlineData("""{"type":"status","data":{"status":{"exec_info":{"queue_remaining":2.0}},"sid":"c"}}""", typeof(StatusEvent))]
    [InlineData("""{"data":{"prompt_id":"P"},"type":"execution_interrupted","extra":[1]}""", typeof(ExecutionInterruptedEvent))]
    [InlineData("""{"type":"asset_download","data":{"done":1}}""", typeof(UnknownEvent))]
    public void Every_message_has_its_event(string json, Type type)
    {
        SocketMessage message = SocketMessage.Read(Encoding.UTF8.GetBytes(json));

        Assert.IsType(type, EventReader.Read(message.Kind, message.UnknownType, message.Data, "P", Scope));
    }

    [Fact]
    public void On_old_servers_a_node_is_done_when_the_next_one_begins()
    {
        var tracker = new ProgressTracker(Workflow);

        GraphProgress?[] reports =
        [
            tracker.Apply(Executing("3")), tracker.Apply(Progress("3", 5, 10)), tracker.Apply(Progress("3", 1, 10)),
            tracker.Apply(Executing("12")), tracker.Apply(Executing("12.0.0.1")), tracker.Apply(Executing("9")),
        ];

        Assert.Equal([0, 0, 0, 1, 1, 2], reports.Select((report, index) => report?.Done ?? reports[index - 1]!.Done));
        Assert.Equal(0.5 / 3, reports[1]!.Fraction, 9);
        Assert.Equal(reports[1]!.Fraction, reports[2]!.Fraction);
    }

    [Fact]
    public void Every_log_message_has_a_number_and_a_name_of_its_own()
    {
        LoggerMessageAttribute[] messages = [.. typeof(Log).GetMethods().Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()];

        Assert.NotEmpty(messages);
        Assert.Distinct(messages.Select(message => message.EventId));
        Assert.Distinct(messages.Select(message => message.EventName));
    }

    private static ExecutingEvent Executing(string id) => new(NodeReference.Find(Workflow, id, null));

    private static ProgressEvent Progress(string id, double value, double max) => new(NodeReference.Find(Workflow, id, null), value, max);
}
