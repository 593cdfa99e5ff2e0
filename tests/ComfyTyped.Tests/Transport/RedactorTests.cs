using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Tests.Transport;

/// <summary>Secrets in texts and in JSON.</summary>
public class RedactorTests
{
    private const string Key = "comfyui-0123456789abcdef";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("a \"quoted\\ kéy\" of 20/%", "a \\u0022quoted\\\\ k\\u00E9y\\u0022 of 20/%")]
    [InlineData("a \"quoted\\ kéy\" of 20/%", "a \\\"quoted\\\\ k\\u00e9y\\\" of 20/%")]
    [InlineData("a \"quoted\\ kéy\" of 20/%", "a%20%22quoted%5C%20k%C3%A9y%22%20of%2020%2F%25")]
    [InlineData("a \"quoted\\ kéy\" of 20/%", "a+%22quoted%5C+k%C3%A9y%22+of+20%2F%25")]
    [InlineData("a \"quoted\" key <20>", "a &quot;quoted&quot; key &lt;20&gt;")]
    public void However_it_is_spelled(string secret, string spelling)
    {
        Redactor redactor = Of(secret);

        Assert.Equal("you sent ***!", redactor.Redact($"you sent {spelling}!"));
        Assert.Equal("""{"filename":"you sent ***!"}""", Redact(redactor, $$"""{"filename":"you sent {{spelling}}!"}"""));
    }

    [Fact]
    public void A_text_that_python_wrote_into_another_json_text()
    {
        const string Secret = "a \"quoted\" kéy";
        string inner = "{\"key\": \"a \\\"quoted\\\" k\\u00e9y\"}";

        string redacted = Redact(Of(Secret), JsonSerializer.Serialize(new { message = inner }, Relaxed));

        Assert.DoesNotContain("quoted", redacted, StringComparison.Ordinal);
        JsonDocument.Parse(redacted);
    }

    [Theory]
    [InlineData("""{"type":"executed","data":{"output":{"text":["KEY"]},"prompt_id":"p"}}""")]
    [InlineData("""[[1,"p",{},{"api_key_comfy_org":"KEY","KEY":1}]]""")]
    [InlineData("""{"a":NaN,"b":"KEY","c":[-Infinity,"xKEYx KEY"]}""")]
    [InlineData("""{"\ud800":"KEY","a\udc00":["KEY"," \udfff KEY"]}""")]
    [InlineData("<html>KEY</html>")]
    [InlineData("KEY")]
    public void A_key_is_taken_out_wherever_it_stands(string message)
    {
        string redacted = Redact(Of(Key), message.Replace("KEY", Key, StringComparison.Ordinal));

        Assert.DoesNotContain("0123", redacted, StringComparison.Ordinal);
        Assert.Equal(message.Replace("KEY", "***", StringComparison.Ordinal).Replace("NaN", "\"NaN\"", StringComparison.Ordinal).Replace("-Infinity", "\"-Infinity\"", StringComparison.Ordinal), redacted);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("1234")]
    [InlineData("output")]
    [InlineData("prompt_id")]
    [InlineData("12345678901234")]
    public void A_password_that_is_a_word_or_a_number_leaves_ids_options_and_file_names_alone(string password)
    {
        string message = $$"""{"prompt_id":"a-{{password}}-b","type":"output","filename":"{{password}}_00001_.png","seed":12345678901234,"{{password}}":"{{password}}"}""";

        Assert.Equal(message, Redact(Of(password), message));
    }

    [Theory]
    [InlineData("exception_message", "\"test\"")]
    [InlineData("traceback", "[\"a\",\"in test\"]")]
    [InlineData("current_inputs", "{\"a\":{\"b\":[\"test\"]}}")]
    [InlineData("node_errors", "{\"3\":{\"errors\":[{\"extra_info\":{\"received_value\":\"test\"}}]}}")]
    [InlineData("api_key_comfy_org", "\"test\"")]
    public void A_password_that_is_a_word_is_taken_out_of_what_people_read(string member, string value)
    {
        string message = $$"""{"node_id":"test","{{member}}":{{value}},"filename":"test.png"}""";
        string expected = $$"""{"node_id":"test","{{member}}":{{value.Replace("test", "***", StringComparison.Ordinal)}},"filename":"test.png"}""";

        Assert.Equal(expected, Redact(Of("test"), message));
    }

    [Fact]
    public void In_the_answer_of_a_failed_request_everything_but_names_is_text() =>
        Assert.Equal("""{"test":["***.png",{"a":"in ***"}]}""", Redact(Of("test"), """{"test":["test.png",{"a":"in test"}]}""", isText: true));

    [Fact]
    public void Very_short_secrets_count_as_whole_words_only()
    {
        Redactor redactor = Of("ab");

        Assert.Equal("a cab, *** and ***.", redactor.Redact("a cab, ab and ab."));
        Assert.Equal("""{"message":"a cab, ** and **."}""", Redact(redactor, """{"message":"a cab, ab and ab."}"""));
    }

    [Fact]
    public void An_escape_is_not_cut_in_two()
    {
        const string Message = """{"message":"line\nabcdefghijklmno"}""";

        Assert.Equal(Message, Redact(Of("nabcdefghijklmno"), Message));
    }

    [Fact]
    public void Of_secrets_that_are_parts_of_each_other_nothing_is_left()
    {
        Redactor redactor = Of("Bearer " + Key, Key, "me:" + Key);

        Assert.Equal("*** and *** and ***", redactor.Redact($"me:{Key} and Bearer {Key} and {Key}"));
        Assert.Equal("""{"a":"*** and *** and ***"}""", Redact(redactor, $$"""{"a":"me:{{Key}} and Bearer {{Key}} and {{Key}}"}"""));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(23)]
    public void What_a_cut_has_left_of_a_secret_is_taken_out_too(int left)
    {
        string cut = $"{Key} and {Key[..left]}";

        Assert.Equal("*** and ***", Of(Key).RedactCut(cut));
        Assert.Equal("*** and ***", Of(Key).RedactCut(cut + "\uFFFD"));
    }

    [Fact]
    public void A_message_without_secrets_is_not_touched_and_nothing_is_allocated()
    {
        Redactor redactor = Of(Key, "test");
        using var message = new PooledBuffer();
        message.ReplaceEnd(0, """{"type":"progress","data":{"value":1,"max":20,"prompt_id":"p","node":"3"}}"""u8);
        redactor.Redact(message);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            redactor.Redact(message);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Each_value_of_a_cookie_is_a_secret()
    {
        var secrets = new Secrets();
        secrets.AddHeader("Cookie", "session=abcdefgh; theme=dark-mode");

        Assert.Equal("the session *** of ***", new Redactor(secrets).Redact("the session abcdefgh of dark-mode"));
    }

    private static Redactor Of(params string[] secrets)
    {
        var all = new Secrets();
        foreach (string secret in secrets)
            all.Add(secret);
        return new Redactor(all);
    }

    private static string Redact(Redactor redactor, string message, bool isText = false)
    {
        using var buffer = new PooledBuffer();
        buffer.ReplaceEnd(0, Encoding.UTF8.GetBytes(message));
        redactor.Redact(buffer, isText);
        return Encoding.UTF8.GetString(buffer.Span);
    }
}
