namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>Titles, names and values that try to break out of a comment, a literal or an identifier.</summary>
internal static class HostileWorkflow
{
    private static readonly string[] Titles =
    [
        "*/ } class Evil { /*", "\\\"; System.Console.Beep(); //", "</summary><script>", "a\\nb\\r\\n} //", "line\\u2028separator\\u0085next", "💩", "😫🙄",
        "class", "int", "Nodes", "Result", "ToString", "Hostile", "CreateResult", "  ", "1st", "\\u202Ebidi", "日本語", "한국어 프롬프트", "Ünïcödé", "e\\u0301",
        "\\ud800 lone", "\\u0000 nul", "{{prompt}}", "$\\\"{0}\\\"", "@verbatim", "\\\"\\\"\\\"\\\"\\\"", "TEXT_a", "TEXT_b", "TEXT_a", "Positive Prompt", "positive_prompt",
        "$prompt.value!:The prompt to generate the audio, must be english, for example: 'heaven church electronic dance music with a lot of bass'",
    ];

    public static string Json
    {
        get
        {
            IEnumerable<string> nodes = Titles.Select((title, i) => $$"""
                "{{i}}": { "class_type": "{{ClassType(i)}}", "inputs": { "text": "{{title}}", "class": {{i}}, "*": true, "a b": 1.50, "A-B": 18446744073709551615, "ToString": "x", "Id": [{{i}}], "title": ["{{(i + 1) % 3}}", 0] }, "_meta": { "title": "{{title}}" } }
                """);
            return "{" + string.Join(",\n", nodes) + "}";
        }
    }

    private static string ClassType(int i) => (i % 6) switch
    {
        0 => "CLIPTextEncode",
        1 => "String",
        2 => "Evil */ class",
        3 => "1hew_MaskMathOps",
        4 => "ImageResize+",
        _ => "💠 \\\" switch",
    };
}
