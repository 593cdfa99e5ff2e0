using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Tests.Workflows.Files;
using CsCheck;

namespace ComfyTyped.Tests.Workflows;

public class PromptTests
{
    [Fact]
    public void An_untouched_workflow_is_the_prompt_of_its_file_token_for_token()
    {
        string written = new LoraChain().ToJson();

        Assert.Equal(Minified(FileText("lora_chain.json")), written);
        Assert.Contains("18446744073709551615", written, StringComparison.Ordinal);
        Assert.Contains("0.30000000000000004", written, StringComparison.Ordinal);
        Assert.Contains("\"strength_clip\":1.0", written, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assignment_changes_that_input_and_nothing_else()
    {
        var workflow = new LoraChain { KSampler = { Steps = 30 } };

        Assert.Equal(Minified(FileText("lora_chain.json")).Replace("\"steps\":25", "\"steps\":30", StringComparison.Ordinal), workflow.ToJson());
    }

    [Fact]
    public void Objects_of_one_class_do_not_share_values()
    {
        _ = new LoraChain { KSampler = { Steps = 30 } };

        Assert.Equal(25, new LoraChain().KSampler.Steps.Value);
    }

    [Fact]
    public void The_values_of_the_file_can_be_read()
    {
        var workflow = new LoraChain();

        Assert.Equal(ulong.MaxValue, workflow.KSampler.Seed.Value);
        Assert.Equal(7.0, workflow.KSampler.Cfg.Value);
        Assert.Equal(SamplerName.Dpmpp2m, workflow.KSampler.SamplerName.Value);
        Assert.Equal("a portrait, film grain", workflow.TextPositive.Text.Value);
        Assert.Same(workflow.Detail, workflow.KSampler.Model.Source!.Value.Node);
    }

    [Fact]
    public void Assigning_default_leaves_the_input_out()
    {
        var workflow = new LoraChain();
        workflow.KSampler.Denoise = default;

        Assert.False(Inputs(workflow, "16").ContainsKey("denoise"));
    }

    [Fact]
    public void An_integer_is_exact_over_the_whole_range_of_64_bits_with_and_without_sign()
    {
        Gen.Long.Sample(value => Written(new LoraChain { KSampler = { Seed = value } }) == value.ToString(null, null));
        Gen.ULong.Sample(value => Written(new LoraChain { KSampler = { Seed = value } }) == value.ToString(null, null));

        static string Written(LoraChain workflow) => Inputs(workflow, "16")["seed"]!.ToJsonString();
    }

    [Fact]
    public void Any_text_arrives_as_it_is()
    {
        Gen.String.Sample(text => Inputs(new LoraChain { TextPositive = { Text = text } }, "13")["text"]!.GetValue<string>() == text || HasLoneSurrogate(text));
    }

    [Fact]
    public void A_text_can_be_appended_to_but_a_link_cannot()
    {
        var workflow = new LoraChain();
        workflow.TextPositive.Text += ", sharp";
        workflow.TextNegative.Text = new Output<Types.String>(workflow.Style, 0);

        Assert.Equal("a portrait, film grain, sharp", workflow.TextPositive.Text.Value);
        Assert.Throws<InvalidOperationException>(() => workflow.TextNegative.Text += "x");
    }

    [Fact]
    public void A_null_text_is_refused_where_it_is_assigned()
    {
        Assert.Throws<ArgumentNullException>(() => new LoraChain { TextPositive = { Text = null! } });
    }

    [Fact]
    public void A_number_that_JSON_does_not_have_is_refused_where_it_is_assigned()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoraChain { KSampler = { Cfg = double.NaN } });
    }

    [Fact]
    public void Nodes_whose_titles_share_a_prefix_form_a_group()
    {
        var workflow = new LoraChain { Text = { Positive = { Text = "a fox" } } };

        Assert.Same(workflow.TextPositive, workflow.Text.Positive);
        Assert.Equal("a fox", workflow.TextPositive.Text.Value);
    }

    [Fact]
    public void Writing_with_a_reused_buffer_allocates_nothing()
    {
        AssertWritesWithoutAllocating(new LoraChain { KSampler = { Seed = 42, Cfg = 7.5 }, TextPositive = { Text = "a fox in snow" } });
    }

    internal static void AssertWritesWithoutAllocating(ComfyWorkflow workflow)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var writer = new Utf8JsonWriter(buffer);
        Write();
        Write();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Write();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Write()
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            workflow.WriteTo(writer);
            writer.Flush();
        }
    }

    internal static JsonObject Inputs(ComfyWorkflow workflow, string id) => JsonNode.Parse(workflow.ToJson())![id]!["inputs"]!.AsObject();

    internal static string FileText(string name, [CallerFilePath] string thisFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "workflows", name));

    // Leaves tokens as they are, unlike a parser: the files have no blank inside strings that matters here but those within quotes.
    private static string Minified(string json)
    {
        var text = new System.Text.StringBuilder();
        bool isInString = false;
        foreach (char c in json)
        {
            isInString ^= c == '"';
            if (isInString || !char.IsWhiteSpace(c))
                text.Append(c);
        }
        return text.ToString();
    }

    private static bool HasLoneSurrogate(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) != text;
}
