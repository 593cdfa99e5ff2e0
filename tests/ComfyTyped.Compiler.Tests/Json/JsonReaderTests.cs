using ComfyTyped.Core;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Tests.Json;

public class JsonReaderTests
{
    [Theory]
    [InlineData("""{"a": 1, "b": [true, false, null, "x"]}""", """{"a":1,"b":[true,false,null,"x"]}""")]
    [InlineData("  [ ]  ", "[]")]
    [InlineData("\uFEFF{ }\r\n", "{}")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("-0.30000000000000004e+12", "-0.30000000000000004e+12")]
    [InlineData("""["\u00e9\ud83d\ude00\n\/"]""", """["\u00e9\ud83d\ude00\n\/"]""")]
    public void Tokens_are_kept_as_written(string text, string minified) =>
        Assert.Equal(minified, JsonMinifier.Minify(Read(text)));

    [Fact]
    public void Numbers_that_only_Python_knows_become_texts_that_Python_reads_as_numbers() =>
        Assert.Equal("""["NaN","Infinity","-Infinity"]""", JsonMinifier.Minify(Read("[NaN, Infinity, -Infinity]")));

    [Fact]
    public void The_last_of_equal_names_wins_at_the_place_of_the_first() =>
        Assert.Equal("""{"a":3,"b":2}""", JsonMinifier.Minify(Read("""{"a":1,"b":2,"a":3}""")));

    [Fact]
    public void The_last_of_equal_names_wins_in_a_large_object()
    {
        string members = string.Join(",", Enumerable.Range(0, 40).Select(i => $"\"k{i % 20}\":{i}"));
        string expected = string.Join(",", Enumerable.Range(0, 20).Select(i => $"\"k{i}\":{i + 20}"));
        Assert.Equal($"{{{expected}}}", JsonMinifier.Minify(Read($"{{{members}}}")));
    }

    [Fact]
    public void Every_value_knows_its_place()
    {
        const string Text = "\r\n{ \"näme\" : [ 12, \"é\\n\" ] }";
        var root = (JsonObject)Read(Text);
        var array = (JsonArray)root.Members[0].Value;
        Assert.Equal("""{ "näme" : [ 12, "é\n" ] }""", Slice(Text, root.Span));
        Assert.Equal("\"näme\"", Slice(Text, root.Members[0].Key.Span));
        Assert.Equal("12", Slice(Text, array.Items[0].Span));
        Assert.Equal("\"é\\n\"", Slice(Text, array.Items[1].Span));
    }

    [Fact]
    public void The_JSON_in_a_string_knows_its_place_in_the_file()
    {
        const string Text = """["{\"a\":\u0031, \"b\":\"x\"}"]""";
        var text = (JsonString)((JsonArray)Read(Text)).Items[0];
        var inner = (JsonObject)JsonReader.Read(JsonSource.Of(text), TestContext.Current.CancellationToken).Root!;
        Assert.Equal("""\u0031""", Slice(Text, inner.Members[0].Value.Span));
        Assert.Equal("\\\"x\\\"", Slice(Text, inner.Members[1].Value.Span));
    }

    [Theory]
    [InlineData("", "end of the file")]
    [InlineData("{", "end of the file")]
    [InlineData("[", "end of the file")]
    [InlineData("[1", "']'")]
    [InlineData("{\"a\":1", "'}'")]
    [InlineData("{\"a\"", "colon")]
    [InlineData("{\"a\":}", "value is missing")]
    [InlineData("{\"a\":1,}", "comma")]
    [InlineData("[1,]", "value is missing")]
    [InlineData("[1 2]", "comma")]
    [InlineData("{a:1}", "name in quotes")]
    [InlineData("\"abc", "not closed")]
    [InlineData("\"a\nb\"", "control character")]
    [InlineData("\"a\0b\"", "control character")]
    [InlineData("\"\\x\"", "backslash")]
    [InlineData("\"\\u12g4\"", "backslash")]
    [InlineData("\"\\", "backslash")]
    [InlineData("\"\\u12", "backslash")]
    [InlineData("01", "not a number")]
    [InlineData("-", "not a number")]
    [InlineData("1.", "not a number")]
    [InlineData("1e+", "not a number")]
    [InlineData("nul", "value is missing")]
    [InlineData("{} x", "follows the end")]
    [InlineData("// no\n{}", "value is missing")]
    [InlineData("{\"text\": {{PROMPT}}}", "The placeholder {{PROMPT}} is no JSON value")]
    public void Broken_text_is_an_error_that_says_what_is_wrong(string text, string expected)
    {
        JsonReading reading = Reading(text);
        Assert.Null(reading.Root);
        Assert.Contains(expected, reading.Error!.Message, StringComparison.Ordinal);
        Assert.InRange(reading.Error.Span.End, reading.Error.Span.Start, text.Length);
    }

    [Fact]
    public void An_error_has_the_place_of_the_fault() =>
        Assert.Equal(new SourceSpan(9, 10), Reading("{\"text\": {{PROMPT}}}").Error!.Span);

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Ten_thousand_levels_are_an_error_and_not_a_crash(string opening) =>
        Assert.Contains("nested deeper", Reading(string.Concat(Enumerable.Repeat(opening, 10_000))).Error!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_string_of_five_megabytes_is_read()
    {
        string text = $"[\"{new string('x', 5_000_000)}\"]";
        Assert.Equal(text, JsonMinifier.Minify(Read(text)));
    }

    [Fact]
    public void A_lone_surrogate_is_written_as_an_escape() =>
        Assert.Equal("\"\\ud83dx\"", JsonMinifier.Minify(Read("\"\ud83dx\"")));

    [Fact]
    public void Reading_stops_when_it_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => JsonReader.Read(JsonSource.Of("{}"), new CancellationToken(canceled: true)));

    private static string Slice(string text, SourceSpan span) => text.Substring(span.Start, span.Length);

    private static JsonNode Read(string text) => Assert.IsType<JsonNode>(Reading(text).Root, exactMatch: false);

    private static JsonReading Reading(string text) => JsonReader.Read(JsonSource.Of(text), TestContext.Current.CancellationToken);
}
