using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Workflows;

public class PromptWriterTests
{
    [Theory]
    [InlineData("{\"b\":{\"x\":1,\"inputs\":{\"z\":1,\"a\":2},\"class_type\":\"A\"},\n\"a\":{\"class_type\":\"A\",\"inputs\":{}}}")]
    [InlineData("""{"1":{"class_type":"A","inputs":{"seed":18446744073709551615,"x":0.30000000000000004,"y":1E5,"z":-0.0,"t":"\u00e9\/é"}}}""")]
    [InlineData("""{"1":{"class_type":"A","inputs":{"o":{"list":[1,2]},"__w":{"__value__":[1]}},"_meta":{"title":"T","note":[1]}}}""")]
    [InlineData("""{"1":{"class_type":"A","inputs":{"x":1,"y":[" 1",0]}}}""")]
    public void A_prompt_in_order_is_written_as_it_is(string prompt) => Assert.Equal(prompt, PromptOf(prompt));

    [Theory]
    [InlineData("""{"1":{"class_type":"A"}}""", """{"1":{"class_type":"A","inputs":{}}}""")]
    [InlineData("""{"1":{"is_changed":NaN,"class_type":"A","inputs":{}}}""", """{"1":{"class_type":"A","inputs":{}}}""")]
    [InlineData("""{"1":{"class_type":"A","inputs":{"x":[1,[2]],"y":[]}}}""", """{"1":{"class_type":"A","inputs":{"x":{"__value__":[1,[2]]},"y":{"__value__":[]}}}}""")]
    [InlineData("""{"1":{"class_type":"A","inputs":{}},"1":{"class_type":"B","inputs":{}}}""", """{"1":{"class_type":"B","inputs":{}}}""")]
    [InlineData("""{ "_bridge": {}, "1": { "class_type" : "A", "inputs": { "x" : 1 } }, "n": 5 }""", """{"1":{"class_type":"A","inputs":{"x":1}}}""")]
    [InlineData("""{"1":{"class_type":"A","inputs":{"x":NaN}}}""", """{"1":{"class_type":"A","inputs":{"x":"NaN"}}}""")]
    public void What_the_server_stumbles_over_is_mended(string file, string prompt) => Assert.Equal(prompt, PromptOf(file));

    private static string PromptOf(string text) =>
        Assert.IsType<WorkflowFile>(WorkflowFileParser.Parse(SourceText.From(text), TestContext.Current.CancellationToken)).Prompt;
}
