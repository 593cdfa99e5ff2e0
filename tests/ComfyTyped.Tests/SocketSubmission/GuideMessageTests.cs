using System.Text;
using System.Text.Json;
using ComfyTyped.Wire;
using CsCheck;

namespace ComfyTyped.Tests.SocketSubmission;

/// <summary>Every shape in which a server that takes prompts over the socket may say a thing becomes what ComfyUI would say.</summary>
public class GuideMessageTests
{
    private const string Executing = """{"type":"executing","data":{"node":"3","prompt_id":"P"}}""";

    private static readonly string[] Types = ["executed", "executing", "error", "progress"];

    [Theory]
    [InlineData("""{"type":"executing","data":{"node":"3"}}""", Executing)]
    [InlineData("""{"type":"executing","data":{"node_id":3,"prompt_id":"x"}}""", Executing)]
    [InlineData("""{"type":"executing","node":{"id":"3","title":"t"}}""", Executing)]
    [InlineData("""{"type":"executing","data":{"node":"3","display_node":"1"}}""", """{"type":"executing","data":{"node":"3","display_node":"1","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":null}}""", """{"type":"executing","data":{"node":null,"prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":null,"progress":100}}""", """{"type":"executing","data":{"node":null,"prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":"8","progress":0.25}}""", """{"type":"progress","data":{"value":0.25,"max":1,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":"8","progress":25}}""", """{"type":"progress","data":{"value":25,"max":100,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":"8","progress":"25%"}}""", """{"type":"progress","data":{"value":25,"max":100,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":"8","percent":1}}""", """{"type":"progress","data":{"value":1,"max":100,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":"8","progress":{"value":3,"max":20}}}""", """{"type":"progress","data":{"value":3,"max":20,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":"8","value":3,"max":20}}""", """{"type":"progress","data":{"value":3,"max":20,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"progress":0.5}}""", """{"type":"progress","data":{"value":0.5,"max":1,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"progress","data":{"value":3,"max":20}}""", """{"type":"progress","data":{"value":3,"max":20,"node":"8","prompt_id":"P"}}""")]
    [InlineData("""{"type":"executing","data":{"node":"8","progress":NaN}}""", null)]
    [InlineData("""{"type":"executing","data":{"node":"8","progress":-1}}""", null)]
    [InlineData("""{"type":"executing","data":{"node":"8","progress":{"value":1,"max":0}}}""", null)]
    [InlineData("""{"type":"execution_success"}""", """{"type":"execution_success","data":{"type":"execution_success","prompt_id":"P"}}""")]
    [InlineData("""{"type":"execution_cached","data":{"nodes":["1"],"prompt_id":"x"}}""", """{"type":"execution_cached","data":{"nodes":["1"],"prompt_id":"P"}}""")]
    [InlineData("""{"type":"error","data":{"node_id":"3","message":"m"}}""", """{"type":"execution_error","data":{"node_id":"3","message":"m","node":"3","exception_message":"m","prompt_id":"P"}}""")]
    [InlineData("""{"type":"error","data":{"error":"m"}}""", """{"type":"execution_error","data":{"error":"m","exception_message":"m","prompt_id":"P"}}""")]
    public void A_message_becomes_an_ordinary_one(string message, string? ordinary) =>
        Assert.Equal(ordinary is null ? [] : [ordinary], Read(message));

    [Fact]
    public void A_node_that_is_entered_with_progress_is_both() =>
        Assert.Equal([Executing, """{"type":"progress","data":{"value":0.5,"max":1,"node":"3","prompt_id":"P"}}"""], Read("""{"type":"executing","data":{"node":"3","progress":0.5}}"""));

    [Theory]
    [InlineData(""" "output":{"images":[{"filename":"a.png"}]} """, """{"images":[{"filename":"a.png"}]}""")]
    [InlineData(""" "outputs":{"images":[{"filename":"a.png"}],"text":["b"]} """, """{"images":[{"filename":"a.png"}],"text":["b"]}""")]
    [InlineData(""" "outputs":{"2":{"gifs":[{"filename":"a.webp"}]}} """, """{"gifs":[{"filename":"a.webp"}]}""")]
    [InlineData(""" "output":[{"filename":"a.png"}] """, """{"images":[{"filename":"a.png"}]}""")]
    [InlineData(""" "images":["sub/a.png"] """, """{"images":[{"filename":"a.png","subfolder":"sub"}]}""")]
    [InlineData(""" "images":[{"filename":"a.png"}],"text":["b"] """, """{"images":[{"filename":"a.png"}],"text":["b"]}""")]
    [InlineData(""" "metadata":{"images":[{"filename":"a.png"}],"seed":5} """, """{"images":[{"filename":"a.png"}]}""")]
    [InlineData(""" "metadata":{"output":{"images":[{"filename":"a.png"}]}} """, """{"images":[{"filename":"a.png"}]}""")]
    [InlineData(""" "metadata":{"filename":"a.png","type":"temp"} """, """{"images":[{"filename":"a.png","type":"temp"}]}""")]
    [InlineData(""" "output":null """, "{}")]
    [InlineData(""" "metadata":5 """, "{}")]
    public void What_a_node_has_made_is_found(string member, string output) =>
        Assert.Equal([$$$"""{"type":"executed","data":{"node":"2","output":{{{output}}},"prompt_id":"P"}}"""], Read($$$"""{"type":"executed","data":{"node_id":"2",{{{member}}}}}"""));

    [Fact]
    public void No_bytes_make_the_translator_throw_anything_but_a_JsonException() =>
        Gen.Byte.Array.Sample(TranslateAnything);

    [Fact]
    public void No_change_of_a_message_makes_the_translator_throw_anything_but_a_JsonException()
    {
        byte[] message = Encoding.UTF8.GetBytes(
            """{"type":"executed","data":{"node_id":"\ud800","prompt_id":"a","metadata":{"\udc00":[1],"images":["a\udfff/b",{"filename":"c"}]},"message":"\ud83c\udfa8","progress":{"value":1e308,"max":2}}}""");
        Gen.Select(Gen.Int[0, message.Length - 1].Array[0, 4], Gen.Byte.Array[4], Gen.Int[0, Types.Length - 1])
            .Sample(change =>
            {
                byte[] changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message).Replace("executed", Types[change.Item3], StringComparison.Ordinal));
                for (int i = 0; i < change.Item1.Length; i++)
                    changed[Math.Min(change.Item1[i], changed.Length - 1)] = change.Item2[i];
                TranslateAnything(changed);
            });
    }

    private static void TranslateAnything(byte[] bytes)
    {
        try
        {
            foreach (byte[] ordinary in GuideMessage.Read(bytes).ToOrdinary("P", null))
                JsonElement.Parse(ordinary, new JsonDocumentOptions { MaxDepth = 1024 });
        }
        catch (JsonException)
        {
            // The one that the socket's reader takes for what it is: a message that cannot be read.
        }
    }

    private static string[] Read(string message) =>
        [.. GuideMessage.Read(Encoding.UTF8.GetBytes(message)).ToOrdinary("P", "8").Select(Encoding.UTF8.GetString)];
}
